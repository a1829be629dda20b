// A C face for gnuplot-iostream: a pipe to one gnuplot process. No function throws or raises a signal.
#ifndef GNUPLOT_STREAM_H
#define GNUPLOT_STREAM_H

#include <stddef.h>

#ifdef __cplusplus
#define GNUPLOT_NOEXCEPT noexcept
extern "C" {
#else
#define GNUPLOT_NOEXCEPT
#endif

typedef struct gnuplot_stream gnuplot_stream;

typedef enum {
  GNUPLOT_OK = 0,
  /// No such program on the PATH, or it may not be executed.
  GNUPLOT_NOT_FOUND,
  /// The system refused pipes, a process or memory.
  GNUPLOT_SYSTEM,
  /// gnuplot ended or closed its input.
  GNUPLOT_ENDED,
  /// The time given has passed.
  GNUPLOT_TIMEOUT
} gnuplot_status;

/// Starts `program -d` (which reads no user file) with FONTCONFIG_FILE set to `fontconfig` unless that is null.
gnuplot_status gnuplot_open(const char *program, const char *fontconfig, gnuplot_stream **stream)
    GNUPLOT_NOEXCEPT;

/// Sends bytes; waits at most `timeout_ms` between two pieces.
gnuplot_status gnuplot_write(gnuplot_stream *stream, const char *bytes, size_t count, int timeout_ms)
    GNUPLOT_NOEXCEPT;

/// Waits until gnuplot printed a whole line that begins with `token`; ``gnuplot_answer`` is the rest of it.
/// After GNUPLOT_TIMEOUT it may be called again.
gnuplot_status gnuplot_wait(gnuplot_stream *stream, const char *token, int timeout_ms) GNUPLOT_NOEXCEPT;

/// The line found by the last ``gnuplot_wait``, without the token. Valid until the next call.
const char *gnuplot_answer(const gnuplot_stream *stream) GNUPLOT_NOEXCEPT;

/// What gnuplot wrote to stderr since the last ``gnuplot_forget_errors``. Valid until the next call.
const char *gnuplot_errors(const gnuplot_stream *stream) GNUPLOT_NOEXCEPT;
void gnuplot_forget_errors(gnuplot_stream *stream) GNUPLOT_NOEXCEPT;

/// The process id, for whoever wants to watch or end it.
int gnuplot_process(const gnuplot_stream *stream) GNUPLOT_NOEXCEPT;

/// Ends the input, gives gnuplot half a second to leave, then kills it. Frees the stream.
void gnuplot_close(gnuplot_stream *stream) GNUPLOT_NOEXCEPT;

/// Kills at once. Frees the stream.
void gnuplot_kill(gnuplot_stream *stream) GNUPLOT_NOEXCEPT;

#ifdef __cplusplus
}
#endif
#endif
