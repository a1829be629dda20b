" How dls is edited: comments, checking with :make, layout with gq.
if exists("b:did_ftplugin") | finish | endif
let b:did_ftplugin = 1

setlocal commentstring=#\ %s comments=:# expandtab shiftwidth=2 softtabstop=2
setlocal makeprg=dls\ check\ %:S formatprg=dls\ fmt\ -
setlocal errorformat=%E%trror[E%n]:\ %m,%W%tarning[E%n]:\ %m,%C\ %#-->\ %f:%l:%c,%-G%.%#
let b:undo_ftplugin = "setlocal commentstring< comments< expandtab< shiftwidth< softtabstop< makeprg< formatprg< errorformat<"
