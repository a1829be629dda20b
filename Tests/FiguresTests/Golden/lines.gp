set encoding utf8
set terminal svg size 1200,750 fixed standalone font "dls,20" rounded noenhanced background rgb "#ffffff"
set output "\057out\057figure"
set minussign; set style fill solid 1.0 noborder; unset key; unset colorbox
set multiplot
unset label; unset arrow; unset object; unset logscale; unset colorbox; unset grid; unset tics
set lmargin at screen 0.05089; set rmargin at screen 0.9653; set bmargin at screen 0.06893; set tmargin at screen 0.92333
set xrange [0:2]; set yrange [0.9465508226401591:3.169401925648614]
set logscale y 10
set border 3 lc rgb "#444444" lw 1.2 back
set xtics nomirror out scale 0.5 ("" 0, "" 0.25, "" 0.5, "" 0.75, "" 1, "" 1.25, "" 1.5, "" 1.75, "" 2)
set ytics nomirror out scale 0.5 ("" 1, "" 1.5, "" 2, "" 2.5, "" 3)
set grid xtics mxtics back lt 1 lc rgb "#DDDDDD" lw 1 dt 1, lt 1 lc rgb "#EFEFEF" lw 0.8 dt 1
set grid ytics mytics back lt 1 lc rgb "#DDDDDD" lw 1 dt 1, lt 1 lc rgb "#EFEFEF" lw 0.8 dt 1
set label "\060" at screen 0.05089,0.03727 center font "dls,22" textcolor rgb "#333333" front
set label "\060\056\062\065" at screen 0.16519,0.03727 center font "dls,22" textcolor rgb "#333333" front
set label "\060\056\065" at screen 0.27949,0.03727 center font "dls,22" textcolor rgb "#333333" front
set label "\060\056\067\065" at screen 0.39379,0.03727 center font "dls,22" textcolor rgb "#333333" front
set label "\061" at screen 0.50809,0.03727 center font "dls,22" textcolor rgb "#333333" front
set label "\061\056\062\065" at screen 0.62239,0.03727 center font "dls,22" textcolor rgb "#333333" front
set label "\061\056\065" at screen 0.73669,0.03727 center font "dls,22" textcolor rgb "#333333" front
set label "\061\056\067\065" at screen 0.85099,0.03727 center font "dls,22" textcolor rgb "#333333" front
set label "\062" at screen 0.9653,0.03727 center font "dls,22" textcolor rgb "#333333" front
set label "\061" at screen 0.04047,0.10777 right font "dls,22" textcolor rgb "#333333" front
set label "\061\056\065" at screen 0.04047,0.39444 right font "dls,22" textcolor rgb "#333333" front
set label "\062" at screen 0.04047,0.59783 right font "dls,22" textcolor rgb "#333333" front
set label "\062\056\065" at screen 0.04047,0.75559 right font "dls,22" textcolor rgb "#333333" front
set label "\063" at screen 0.04047,0.8845 right font "dls,22" textcolor rgb "#333333" front
set label "two \062" at screen 0.50809,0.96175 center font "dls,28.7" textcolor rgb "#111111" front
set label "a" at screen 0.97467,0.59783 left font "dls,23" textcolor rgb "#0072B2" front
set label "b" at screen 0.97467,0.8845 left font "dls,23" textcolor rgb "#D55E00" front
$d1 << END1
0 1
1 3
2 2
END1
$d2 << END2
0 2
1 1
2 3
END2
plot $d1 using 1:2 with linespoints lc rgb "#0072B2" lw 3.2 dt 1 pt 7 ps 0.78, \
  $d2 using 1:2 with linespoints lc rgb "#D55E00" lw 3.2 dt 1 pt 5 ps 0.78
unset multiplot
unset output
