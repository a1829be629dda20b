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
