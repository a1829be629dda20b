#include "GnuplotStream.h"

#include <algorithm>
#include <chrono>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <memory>
#include <new>
#include <string>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gnuplot-iostream.h>

extern char **environ;

namespace {

using Clock = std::chrono::steady_clock;

/// A descriptor closed with its owner.
struct Descriptor {
  int number = -1;
  Descriptor() = default;
  Descriptor(const Descriptor &) = delete;
  Descriptor &operator=(const Descriptor &) = delete;
  ~Descriptor() { close(); }
  void close() {
    if (number >= 0) ::close(number);
    number = -1;
  }
  int release() {
    int given = number;
    number = -1;
    return given;
  }
};

bool make_pipe(Descriptor &reading, Descriptor &writing) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return false;
  reading.number = ends[0];
  writing.number = ends[1];
  return true;
}

/// Keeps SIGPIPE from this thread while alive and swallows one that arose meanwhile, so that the rest of the
/// program keeps its own way with the signal.
class PipeSignalGuard {
public:
  PipeSignalGuard() {
    sigemptyset(&pipe_);
    sigaddset(&pipe_, SIGPIPE);
    sigset_t pending;
    sigpending(&pending);
    was_pending_ = sigismember(&pending, SIGPIPE) == 1;
    pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
  }
  ~PipeSignalGuard() {
    if (!was_pending_) {
      const timespec none = {0, 0};
      while (sigtimedwait(&pipe_, nullptr, &none) == -1 && errno == EINTR) {
      }
    }
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }

private:
  sigset_t pipe_, before_;
  bool was_pending_ = false;
};

/// The environment without what steers gnuplot, and with our font file.
std::vector<std::string> make_environment(const char *fontconfig) {
  std::vector<std::string> result;
  for (char **entry = environ; entry && *entry; ++entry) {
    const std::string text(*entry);
    if (text.rfind("GNUPLOT", 0) == 0 || text.rfind("GNUTERM", 0) == 0) continue;
    if (fontconfig && text.rfind("FONTCONFIG_FILE=", 0) == 0) continue;
    result.push_back(text);
  }
  if (fontconfig) result.push_back(std::string("FONTCONFIG_FILE=") + fontconfig);
  return result;
}

gnuplot_status spawn(const char *program, const char *fontconfig, int in, int out, int error, pid_t *child) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  if (posix_spawn_file_actions_init(&actions) != 0) return GNUPLOT_SYSTEM;
  if (posix_spawnattr_init(&attributes) != 0) {
    posix_spawn_file_actions_destroy(&actions);
    return GNUPLOT_SYSTEM;
  }
  posix_spawn_file_actions_adddup2(&actions, in, 0);
  posix_spawn_file_actions_adddup2(&actions, out, 1);
  posix_spawn_file_actions_adddup2(&actions, error, 2);
  sigset_t none, usual;
  sigemptyset(&none);
  sigemptyset(&usual);
  sigaddset(&usual, SIGPIPE);
  sigaddset(&usual, SIGINT);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &usual);
  // A group of its own: Ctrl-C in the terminal is ours to answer.
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setflags(
      &attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);

  std::vector<std::string> environment = make_environment(fontconfig);
  std::vector<char *> pointers;
  for (std::string &entry : environment) pointers.push_back(entry.data());
  pointers.push_back(nullptr);
  std::string name(program), option("-d");
  char *arguments[] = {name.data(), option.data(), nullptr};
  const int code = posix_spawnp(child, program, &actions, &attributes, arguments, pointers.data());
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  if (code == 0) return GNUPLOT_OK;
  return code == ENOENT || code == EACCES || code == ENOTDIR ? GNUPLOT_NOT_FOUND : GNUPLOT_SYSTEM;
}

/// Appends what can be read now; false at the end of the file.
bool drain(int descriptor, std::string &text) {
  char buffer[4096];
  for (;;) {
    const ssize_t count = read(descriptor, buffer, sizeof buffer);
    if (count > 0) {
      // A runaway message must not eat the memory.
      if (text.size() < (1u << 20)) text.append(buffer, static_cast<size_t>(count));
    } else if (count == 0) {
      return false;
    } else if (errno != EINTR) {
      return errno == EAGAIN || errno == EWOULDBLOCK;
    }
  }
}

}  // namespace

struct gnuplot_stream {
  std::unique_ptr<Gnuplot> pipe;
  int input = -1;
  Descriptor output, error;
  pid_t child = -1;
  std::string printed, errors, answer;
  bool ended = false;

  void read_all() {
    if (!drain(output.number, printed)) ended = true;
    drain(error.number, errors);
  }

  /// Waits for what `events` asks of the input and for anything on the outputs.
  int poll_once(short events, Clock::time_point deadline) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    pollfd watched[3] = {
        {ended ? -1 : output.number, POLLIN, 0}, {error.number, POLLIN, 0}, {events ? input : -1, events, 0}};
    const int ready = poll(watched, 3, static_cast<int>(std::max<long long>(0, left)));
    if (ready > 0) read_all();
    if (watched[2].revents & (POLLERR | POLLNVAL)) ended = true;
    return watched[2].revents & POLLOUT;
  }

  void finish(bool at_once) {
    {
      PipeSignalGuard guard;
      if (at_once && child > 0) kill(child, SIGKILL);
      pipe.reset();
    }
    if (child <= 0) return;
    for (int round = 0; round < 50; ++round) {
      const pid_t done = waitpid(child, nullptr, WNOHANG);
      if (done == child || (done < 0 && errno != EINTR)) return;
      usleep(round < 10 ? 1000 : 12000);
    }
    kill(child, SIGKILL);
    while (waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
    }
  }
};

extern "C" gnuplot_status gnuplot_open(
    const char *program, const char *fontconfig, gnuplot_stream **stream) noexcept try {
  *stream = nullptr;
  auto made = std::make_unique<gnuplot_stream>();
  Descriptor in_reading, in_writing, out_writing, error_writing;
  if (!make_pipe(in_reading, in_writing) || !make_pipe(made->output, out_writing) ||
      !make_pipe(made->error, error_writing)) {
    return GNUPLOT_SYSTEM;
  }
  fcntl(made->output.number, F_SETFL, O_NONBLOCK);
  fcntl(made->error.number, F_SETFL, O_NONBLOCK);
  const gnuplot_status status = spawn(
      program, fontconfig, in_reading.number, out_writing.number, error_writing.number, &made->child);
  if (status != GNUPLOT_OK) return status;
  made->input = in_writing.number;
  FILE *file = fdopen(in_writing.number, "w");
  if (!file) {
    made->finish(true);
    return GNUPLOT_SYSTEM;
  }
  in_writing.release();
  made->pipe = std::make_unique<Gnuplot>(file);
  *stream = made.release();
  return GNUPLOT_OK;
} catch (...) {
  return GNUPLOT_SYSTEM;
}

extern "C" gnuplot_status gnuplot_write(
    gnuplot_stream *stream, const char *bytes, size_t count, int timeout_ms) noexcept try {
  PipeSignalGuard guard;
  // A pipe that is ready takes at least this much without blocking.
  const size_t piece = 4096;
  auto deadline = Clock::now() + std::chrono::milliseconds(timeout_ms);
  while (count > 0) {
    const bool ready = stream->poll_once(POLLOUT, deadline);
    if (stream->ended) return GNUPLOT_ENDED;
    if (!ready) {
      if (Clock::now() >= deadline) return GNUPLOT_TIMEOUT;
      continue;
    }
    const size_t size = std::min(piece, count);
    stream->pipe->write(bytes, static_cast<std::streamsize>(size));
    stream->pipe->flush();
    if (!*stream->pipe) {
      stream->pipe->clear();
      stream->ended = true;
      stream->read_all();
      return GNUPLOT_ENDED;
    }
    bytes += size;
    count -= size;
    deadline = Clock::now() + std::chrono::milliseconds(timeout_ms);
  }
  return GNUPLOT_OK;
} catch (...) {
  stream->ended = true;
  return GNUPLOT_ENDED;
}

extern "C" gnuplot_status gnuplot_wait(gnuplot_stream *stream, const char *token, int timeout_ms) noexcept try {
  const auto deadline = Clock::now() + std::chrono::milliseconds(timeout_ms);
  const std::string wanted(token);
  for (;;) {
    stream->read_all();
    size_t start = 0;
    for (size_t end; (end = stream->printed.find('\n', start)) != std::string::npos; start = end + 1) {
      const std::string line = stream->printed.substr(start, end - start);
      if (line.rfind(wanted, 0) != 0) continue;
      stream->answer = line.substr(wanted.size());
      stream->printed.erase(0, end + 1);
      return GNUPLOT_OK;
    }
    stream->printed.erase(0, start);
    if (stream->ended) return GNUPLOT_ENDED;
    if (Clock::now() >= deadline) return GNUPLOT_TIMEOUT;
    stream->poll_once(0, deadline);
  }
} catch (...) {
  return GNUPLOT_SYSTEM;
}

extern "C" const char *gnuplot_answer(const gnuplot_stream *stream) noexcept { return stream->answer.c_str(); }

extern "C" const char *gnuplot_errors(const gnuplot_stream *stream) noexcept { return stream->errors.c_str(); }

extern "C" void gnuplot_forget_errors(gnuplot_stream *stream) noexcept { stream->errors.clear(); }

extern "C" int gnuplot_process(const gnuplot_stream *stream) noexcept { return static_cast<int>(stream->child); }

extern "C" void gnuplot_close(gnuplot_stream *stream) noexcept {
  if (!stream) return;
  stream->finish(false);
  delete stream;
}

extern "C" void gnuplot_kill(gnuplot_stream *stream) noexcept {
  if (!stream) return;
  stream->finish(true);
  delete stream;
}
