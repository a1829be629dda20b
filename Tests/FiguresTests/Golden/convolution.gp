set encoding utf8
set terminal svg size 700,390 fixed standalone font "dls,20" rounded noenhanced background rgb "#ffffff"
set output "\057out\057figure"
set minussign; set style fill solid 1.0 noborder; unset key; unset colorbox
set multiplot
unset label; unset arrow; unset object; unset logscale; unset colorbox; unset grid; unset tics
set lmargin at screen 0; set rmargin at screen 1; set bmargin at screen 0.0144; set tmargin at screen 0.8503
set xrange [0:700]; set yrange [0:326]
unset border
set label "convolution\072 stride \061\054 padding \060" at screen 0.5,0.9325 center font "dls,26.4" textcolor rgb "#111111" front
set label "\061" at screen 0.14286,0.69646 center font "dls,21.8" textcolor rgb "#111111" front
set label "\060" at screen 0.22857,0.69646 center font "dls,21.8" textcolor rgb "#111111" front
set label "\062" at screen 0.14286,0.54261 center font "dls,21.8" textcolor rgb "#111111" front
set label "\063" at screen 0.22857,0.54261 center font "dls,21.8" textcolor rgb "#111111" front
set label "input \062×\062" at screen 0.18571,0.38876 center font "dls,19.5" textcolor rgb "#111111" front
set label "\061" at screen 0.5,0.61953 center font "dls,21.8" textcolor rgb "#111111" front
set label "−\061" at screen 0.58571,0.61953 center font "dls,21.8" textcolor rgb "#111111" front
set label "kernel \061×\062" at screen 0.54286,0.46569 center font "dls,19.5" textcolor rgb "#111111" front
set label "\061" at screen 0.85714,0.69646 center font "dls,21.8" textcolor rgb "#111111" front
set label "−\061" at screen 0.85714,0.54261 center font "dls,21.8" textcolor rgb "#111111" front
set label "feature map \062×\061" at screen 0.85714,0.38876 center font "dls,19.5" textcolor rgb "#111111" front
set label "∗" at screen 0.36429,0.61953 center font "dls,39" textcolor rgb "#111111" front
set label "\075" at screen 0.72143,0.61953 center font "dls,34.4" textcolor rgb "#111111" front
set label "×\061" at screen 0.18,0.64774 right font "dls,12.6" textcolor rgb "#D55E00" front
set label "×−\061" at screen 0.26571,0.64774 right font "dls,12.6" textcolor rgb "#D55E00" front
set label "\061×\061 \053 \050−\061\051×\060 \075 \061" at screen 0.5,0.2144 center font "dls,20.6" textcolor rgb "#D55E00" front
set label "output size \050\062 − \061 \053 \062×\060\051 \057 \061 \053 \061 \075 \062\054  \050\062 − \062 \053 \062×\060\051 \057 \061 \053 \061 \075 \061" at screen 0.5,0.10158 center font "dls,18.4" textcolor rgb "#0072B2" front
$d1 << END1
70 236
130 236
130 296
70 296
70 236
END1
$d2 << END2
130 236
190 236
190 296
130 296
130 236
END2
$d3 << END3
70 176
130 176
130 236
70 236
70 176
END3
$d4 << END4
130 176
190 176
190 236
130 236
130 176
END4
$d5 << END5
320 206
380 206
380 266
320 266
320 206
END5
$d6 << END6
380 206
440 206
440 266
380 266
380 206
END6
$d7 << END7
570 236
630 236
630 296
570 296
570 236
END7
$d8 << END8
570 176
630 176
630 236
570 236
570 176
END8
$d9 << END9
70 236
190 236
190 296
70 296
70 236
END9
$d10 << END10
570 236
630 236
630 296
570 296
570 236
END10
plot $d1 using 1:2 with filledcurves closed fc rgb "#FBE7DA" fs solid noborder, \
  $d1 using 1:2 with lines lc rgb "#888888" lw 1.5 dt 1, \
  $d2 using 1:2 with filledcurves closed fc rgb "#FBE7DA" fs solid noborder, \
  $d2 using 1:2 with lines lc rgb "#888888" lw 1.5 dt 1, \
  $d3 using 1:2 with filledcurves closed fc rgb "#E3EEF7" fs solid noborder, \
  $d3 using 1:2 with lines lc rgb "#888888" lw 1.5 dt 1, \
  $d4 using 1:2 with filledcurves closed fc rgb "#E3EEF7" fs solid noborder, \
  $d4 using 1:2 with lines lc rgb "#888888" lw 1.5 dt 1, \
  $d5 using 1:2 with filledcurves closed fc rgb "#E4F2EC" fs solid noborder, \
  $d5 using 1:2 with lines lc rgb "#888888" lw 1.5 dt 1, \
  $d6 using 1:2 with filledcurves closed fc rgb "#E4F2EC" fs solid noborder, \
  $d6 using 1:2 with lines lc rgb "#888888" lw 1.5 dt 1, \
  $d7 using 1:2 with filledcurves closed fc rgb "#FBE7DA" fs solid noborder, \
  $d7 using 1:2 with lines lc rgb "#888888" lw 1.5 dt 1, \
  $d8 using 1:2 with filledcurves closed fc rgb "#FFFFFF" fs solid noborder, \
  $d8 using 1:2 with lines lc rgb "#888888" lw 1.5 dt 1, \
  $d9 using 1:2 with lines lc rgb "#D55E00" lw 6 dt 1, \
  $d10 using 1:2 with lines lc rgb "#D55E00" lw 6 dt 1
unset multiplot
unset output
