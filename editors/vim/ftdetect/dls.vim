" Files of dls by their name or their first line.
autocmd BufNewFile,BufRead *.dls setfiletype dls
autocmd BufNewFile,BufRead * if getline(1) =~# '^#!.*\<dls\>' | setfiletype dls | endif
