#include <stdio.h>
#include <wchar.h>
#include <readline/readline.h>
#include <readline/history.h>

// By which readline counts columns; glibc's header tells of it to XSI programs only.
extern int wcwidth(wchar_t character);
