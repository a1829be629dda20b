set encoding utf8
set terminal pngcairo size 1050,1000 font "dls,20" rounded noenhanced background rgb "#ffffff"
set output "\057out\057figure"
set minussign; set style fill solid 1.0 noborder; unset key; unset colorbox
set multiplot
unset label; unset arrow; unset object; unset logscale; unset colorbox; unset grid; unset tics
set lmargin at screen 0.04056; set rmargin at screen 0.89661; set bmargin at screen 0.06642; set tmargin at screen 0.96528
set xrange [-0.5:1.5]; set yrange [1.5:-0.5]
set border 3 lc rgb "#444444" lw 1.2 back
set xtics nomirror out scale 0.5 ("" 0, "" 1)
set ytics nomirror out scale 0.5 ("" 0, "" 1)
set label "\060" at screen 0.94184,0.06642 left font "dls,16.5" textcolor rgb "#333333" front
set label "\060\056\065" at screen 0.94184,0.21623 left font "dls,16.5" textcolor rgb "#333333" front
set label "\061" at screen 0.94184,0.36604 left font "dls,16.5" textcolor rgb "#333333" front
set label "\061\056\065" at screen 0.94184,0.51585 left font "dls,16.5" textcolor rgb "#333333" front
set label "\062" at screen 0.94184,0.66566 left font "dls,16.5" textcolor rgb "#333333" front
set label "\062\056\065" at screen 0.94184,0.81547 left font "dls,16.5" textcolor rgb "#333333" front
set label "\063" at screen 0.94184,0.96528 left font "dls,16.5" textcolor rgb "#333333" front
set label "\060" at screen 0.25457,0.04267 center font "dls,16.5" textcolor rgb "#333333" front
set label "\061" at screen 0.68259,0.04267 center font "dls,16.5" textcolor rgb "#333333" front
set label "\060" at screen 0.02865,0.74056 right font "dls,16.5" textcolor rgb "#333333" front
set label "\061" at screen 0.02865,0.29114 right font "dls,16.5" textcolor rgb "#333333" front
set arrow from screen 0.93232,0.06642 to screen 0.93708,0.06642 nohead lc rgb "#444444" lw 1.2 dt 1 front
set arrow from screen 0.93232,0.21623 to screen 0.93708,0.21623 nohead lc rgb "#444444" lw 1.2 dt 1 front
set arrow from screen 0.93232,0.36604 to screen 0.93708,0.36604 nohead lc rgb "#444444" lw 1.2 dt 1 front
set arrow from screen 0.93232,0.51585 to screen 0.93708,0.51585 nohead lc rgb "#444444" lw 1.2 dt 1 front
set arrow from screen 0.93232,0.66566 to screen 0.93708,0.66566 nohead lc rgb "#444444" lw 1.2 dt 1 front
set arrow from screen 0.93232,0.81547 to screen 0.93708,0.81547 nohead lc rgb "#444444" lw 1.2 dt 1 front
set arrow from screen 0.93232,0.96528 to screen 0.93708,0.96528 nohead lc rgb "#444444" lw 1.2 dt 1 front
set label "·" at screen 0.25457,0.74056 center font "dls,15.9" textcolor rgb "#999999" front
set label "\061" at screen 0.68259,0.74056 center font "dls,15.9" textcolor rgb "#222222" front
set label "\062" at screen 0.25457,0.29114 center font "dls,15.9" textcolor rgb "#FFFFFF" front
set label "\063" at screen 0.68259,0.29114 center font "dls,15.9" textcolor rgb "#FFFFFF" front
$d1 << END1
0 0 0.3333 0.3333
0 0 0.3333 0.3333
0.6667 0.6667 1 1
0.6667 0.6667 1 1
END1
set palette defined (0 "#F7FBFF", 1 "#DEEBF7", 2 "#C6DBEF", 3 "#9ECAE1", 4 "#6BAED6", 5 "#4292C6", 6 "#2171B5", 7 "#08519C", 8 "#08306B")
set cbrange [0:1]; unset cbtics
set colorbox vertical user origin screen 0.91327,0.06642 size screen 0.01905,0.89885 noborder
plot $d1 matrix using (-0.25+0.5*$1):(-0.25+0.5*$2):3 with image
unset multiplot
unset output
