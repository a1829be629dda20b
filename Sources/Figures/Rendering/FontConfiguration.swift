import Glibc

/// Fonts for gnuplot: the family "dls" is Noto Sans, with Chinese glyphs in their mainland forms.
enum FontConfiguration {
  private static let text = """
    <?xml version="1.0"?>
    <!DOCTYPE fontconfig SYSTEM "fonts.dtd">
    <fontconfig>
      <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
      <match target="pattern">
        <test name="family"><string>dls</string></test>
        <edit name="family" mode="assign" binding="strong">
          <string>Noto Sans</string>
          <string>Noto Sans Math</string>
          <string>DejaVu Sans</string>
          <string>Noto Sans CJK SC</string>
        </edit>
      </match>
    </fontconfig>

    """

  /// What a browser should try for the same text.
  static let webFamilies =
    "Noto Sans, Noto Sans Math, DejaVu Sans, Noto Sans CJK SC, Noto Sans SC, PingFang SC, Microsoft YaHei, sans-serif"

  /// Writes the alias file into a folder; gives its path, nil when the disk refuses.
  static func write(into folder: String) -> String? {
    let path = folder + "/fonts.conf"
    return FileBytes.write(Array(text.utf8), to: path) == nil ? path : nil
  }

  /// Whether some installed font has simplified Chinese glyphs. Asked once: gnuplot itself would say nothing and
  /// draw boxes. True when it cannot be found out.
  nonisolated(unsafe) static private(set) var hasCJK: Bool = {
    guard let pipe = popen("fc-list ':charset=635f 5931' family 2>/dev/null", "r") else { return true }
    var buffer = [UInt8](repeating: 0, count: 64)
    let count = fread(&buffer, 1, buffer.count, pipe)
    let status = pclose(pipe)
    return count > 0 || status != 0
  }()
}
