set encoding utf8
set terminal svg size 730,338 fixed standalone font "dls,20" rounded noenhanced background rgb "#ffffff"
set output "\057out\057figure"
set minussign; set style fill solid 1.0 noborder; unset key; unset colorbox
set multiplot
unset label; unset arrow; unset object; unset logscale; unset colorbox; unset grid; unset tics
set lmargin at screen 0; set rmargin at screen 1; set bmargin at screen 0.02703; set tmargin at screen 0.83768
set xrange [0:730]; set yrange [0:274]
unset border
set label "\062×\062 pooling\054 stride \062" at screen 0.5,0.9325 center font "dls,22.9" textcolor rgb "#111111" front
set label "\061" at screen 0.13699,0.66016 center font "dls,18.9" textcolor rgb "#111111" front
set label "\060" at screen 0.21918,0.66016 center font "dls,18.9" textcolor rgb "#111111" front
set label "\062" at screen 0.13699,0.48265 center font "dls,18.9" textcolor rgb "#111111" front
set label "\063" at screen 0.21918,0.48265 center font "dls,18.9" textcolor rgb "#111111" front
set label "input \062×\062" at screen 0.17808,0.30513 center font "dls,16.9" textcolor rgb "#111111" front
set label "\063" at screen 0.56164,0.57141 center font "dls,18.9" textcolor rgb "#111111" front
set label "max pooling" at screen 0.56164,0.39389 center font "dls,16.9" textcolor rgb "#111111" front
set label "\061\056\065" at screen 0.84932,0.57141 center font "dls,18.9" textcolor rgb "#111111" front
set label "average pooling" at screen 0.84932,0.39389 center font "dls,16.9" textcolor rgb "#111111" front
set label "output size \050\062 − \062\051 \057 \062 \053 \061 \075 \061" at screen 0.49315,0.12762 center font "dls,15.9" textcolor rgb "#0072B2" front
$d1 << END1
70 184
130 184
130 244
70 244
70 184
END1
$d2 << END2
130 184
190 184
190 244
130 244
130 184
END2
$d3 << END3
70 124
130 124
130 184
70 184
70 124
END3
$d4 << END4
130 124
190 124
190 184
130 184
130 124
END4
$d5 << END5
380 154
440 154
440 214
380 214
380 154
END5
$d6 << END6
590 154
650 154
650 214
590 214
590 154
END6
$d7 << END7
220 184 125 0
END7
$d8 << END8
70 124
190 124
190 244
70 244
70 124
END8
$d9 << END9
380 154
440 154
440 214
380 214
380 154
END9
$d10 << END10
590 154
650 154
650 214
590 214
590 154
END10
plot $d1 using 1:2 with filledcurves closed fc rgb "#CCE9F8" fs solid noborder, \
  $d1 using 1:2 with lines lc rgb "#888888" lw 1.5 dt 1, \
  $d2 using 1:2 with filledcurves closed fc rgb "#CCE9F8" fs solid noborder, \
  $d2 using 1:2 with lines lc rgb "#888888" lw 1.5 dt 1, \
  $d3 using 1:2 with filledcurves closed fc rgb "#CCE9F8" fs solid noborder, \
  $d3 using 1:2 with lines lc rgb "#888888" lw 1.5 dt 1, \
  $d4 using 1:2 with filledcurves closed fc rgb "#CCE9F8" fs solid noborder, \
  $d4 using 1:2 with lines lc rgb "#888888" lw 1.5 dt 1, \
  $d5 using 1:2 with filledcurves closed fc rgb "#CCE9F8" fs solid noborder, \
  $d5 using 1:2 with lines lc rgb "#888888" lw 1.5 dt 1, \
  $d6 using 1:2 with filledcurves closed fc rgb "#CCE9F8" fs solid noborder, \
  $d6 using 1:2 with lines lc rgb "#888888" lw 1.5 dt 1, \
  $d7 using 1:2:3:4 with vectors head filled size screen 0.02082,18,90 fixed lc rgb "#555555" lw 2.4 dt 1, \
  $d8 using 1:2 with lines lc rgb "#D55E00" lw 6 dt 1, \
  $d9 using 1:2 with lines lc rgb "#D55E00" lw 6 dt 1, \
  $d10 using 1:2 with lines lc rgb "#D55E00" lw 6 dt 1
unset multiplot
unset output
