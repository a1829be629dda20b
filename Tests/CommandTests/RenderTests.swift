import Foundation
import Testing

@Suite struct RenderTests {
  private let folder = Tool.Folder()

  @Test func writesAPageWithItsFigures() throws {
    folder.write(
      "n.dls",
      """
      # %% [markdown]
      # # Title 标题
      # $x^2$

      # %% values
      print("printed")
      [1, 2]

      # %% a plot
      plot(x -> x^2, -1..1, title="抛物线 & \\"q\\"")
      plot(x -> x, -1..1)
      """)
    let result = try Tool.run("render", "n.dls", "-o", "out", "--figures", "svg,pdf,png", folder: folder.path)
    #expect(result.errors == "")
    #expect(result.status == 0)
    #expect(result.output == "out/n.html\n")
    let page = folder.read("out/n.html") ?? ""
    #expect(
      page.contains("<h1") && page.contains("<math") && page.contains("printed") && page.contains("[1, 2]"))
    #expect(page.contains("id=\"fig1\"") && page.contains("id=\"fig2\""))
    for number in 1...2 {
      #expect(folder.read("out/n-fig\(number).svg")?.contains("<svg") == true)
      for format in ["pdf", "png"] {
        #expect(FileManager.default.fileExists(atPath: folder.path + "/out/n-fig\(number).\(format)"))
      }
    }
    #expect(folder.read("out/n-fig1.svg")?.contains("抛物线") == true)
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path + "/out")) ?? []
    #expect(files.count == 7)
  }

  @Test func aFailingCellStillGivesAPage() throws {
    folder.write("n.dls", "# %% a\nx = 1\nx\n\n# %% b\nnosuch\n\n# %% c\nprint(\"later\")\n")
    let result = try Tool.run("render", "n.dls", "-o", "out", folder: folder.path)
    #expect(result.status == 1)
    #expect(result.errors.contains("nosuch") && result.errors.contains("n.dls:6:1"))
    let page = folder.read("out/n.html") ?? ""
    #expect(page.contains("class=\"fault\"") && page.contains("not run"))
  }

  @Test func otherFormats() throws {
    folder.write("n.dls", "# %% [markdown]\n# # T\n\n# %% a\n1 + 1\n")
    let result = try Tool.run("render", "n.dls", "-o", "out", "--to", "html,md,ipynb", folder: folder.path)
    #expect(result.status == 0)
    #expect(folder.read("out/n.md")?.contains("```\n2\n```") == true)
    #expect(folder.read("out/n.ipynb")?.contains("\"execute_result\"") == true)
  }

  @Test func pdfPagesArePrintedByABrowser() throws {
    folder.write("n.dls", "# %% [markdown]\n# # 损失\n\n# %% a\nplot(sin, 0..3)\n")
    folder.write("out/n.pdf", "an older page")
    for page in ["%PDF-1.4 page", "no page"] {
      // A browser that looks at its page, and prints what it is told to.
      let browser = folder.write(
        "bin/chromium",
        """
        #!/bin/sh
        for word; do
          case $word in --print-to-pdf=*) target=${word#*=} ;; esac
        done
        grep -q '<svg' "$word" && grep -q '损失' "$word" && printf '%s' '\(page)' >"$target"
        """)
      chmod(browser, 0o755)
      let result = try Tool.run(
        "render", "n.dls", "-o", "out", "--to", "pdf", folder: folder.path,
        environment: ["PATH": "\(folder.path)/bin:/usr/bin:/bin"])
      #expect(folder.read("out/n.pdf") == "%PDF-1.4 page")
      #expect(result.status == (page.hasPrefix("%PDF-") ? 0 : 1))
      #expect(result.errors.contains("E0707") != page.hasPrefix("%PDF-"))
    }
  }

  @Test func withoutABrowserThereIsNoPDF() throws {
    folder.write("n.dls", "1\n")
    let result = try Tool.run(
      "render", "n.dls", "-o", "out", "--to", "html,pdf", folder: folder.path,
      environment: ["PATH": "/nowhere"])
    #expect(result.status == 1 && result.errors.contains("E0706") && result.errors.contains("chromium"))
    #expect(folder.read("out/n.html") != nil)
  }

  @Test func severalNotebooksEachInAFreshSession() throws {
    for name in ["a", "b", "c"] { folder.write("\(name).dls", "x = 1\nx\n") }
    folder.write("d.dls", "x\n")
    let result = try Tool.run(
      "render", "a.dls", "b.dls", "c.dls", "d.dls", "-o", "out", "-j", "2", folder: folder.path)
    #expect(result.status == 1)
    for name in ["a", "b", "c", "d"] { #expect(folder.read("out/\(name).html") != nil) }
  }

  @Test func aFolderThatCannotBeWritten() throws {
    folder.write("n.dls", "1\n")
    folder.write("out", "a file")
    let result = try Tool.run("render", "n.dls", "-o", "out", folder: folder.path)
    #expect(result.status == 1)
    #expect(result.errors.contains("E0702"))
  }
}
