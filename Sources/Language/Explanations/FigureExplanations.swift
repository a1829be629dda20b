import Text

extension Explanation {
  /// Figures, notebooks, expectations.
  static let figures = [
    Explanation(
      ["E0600"], Wording("a figure that cannot be drawn", "画不出来的图"),
      Wording("Something in the figure has no picture; the message says what.", "图中有些内容没有对应的画法；错误信息说明是什么。")),
    Explanation(
      ["E0601"], Wording("gnuplot is missing", "没有 gnuplot"),
      Wording(
        "Figures are drawn by gnuplot: sudo apt install gnuplot-nox.",
        "图由 gnuplot 绘制：sudo apt install gnuplot-nox。")),
    Explanation(
      ["E0602", "E0603", "E0604"], Wording("gnuplot could not draw", "gnuplot 画不出来"),
      Wording(
        "gnuplot refused the figure, ended early or took too long. Fewer points or a plainer figure often help.",
        "gnuplot 拒绝了这幅图、提前结束，或花了太长时间。少画些点、画得简单些往往就好了。")
    ),
    Explanation(
      ["E0605"], Wording("a kind of picture that is not known", "不认识的图片格式"),
      Wording(
        "The ending of the name chooses the format: .svg, .pdf, .png, or .gif for an animation.",
        "文件名的结尾决定格式：.svg、.pdf、.png，动画用 .gif。"),
      example: "save(plot([1, 2]), \"curve.xyz\")",
      fixed: "figure = plot([1, 2])"),
    Explanation(
      ["E0607"], Wording("no Chinese font (warning)", "没有中文字体（警告）"),
      Wording(
        "Without a font the characters would be boxes: sudo apt install fonts-noto-cjk.",
        "没有字体时汉字会画成方框：sudo apt install fonts-noto-cjk。")),
    Explanation(
      ["E0610"], Wording("nothing to draw", "没有可画的"),
      Wording("A figure needs at least one point.", "一幅图至少需要一个点。"),
      example: "plot([])",
      fixed: "plot([1, 2, 4])"),
    Explanation(
      ["E0611"], Wording("only nan or inf", "只有 nan 或 inf"),
      Wording(
        "No value can be placed on the axes. Look for a division by 0, log(0), or a learning rate that is too high.",
        "没有值可以放到坐标轴上。检查有没有除以 0、log(0)，或学习率过大。"),
      example: "plot([nan, nan])",
      fixed: "plot([nan, 1, 2])"),
    Explanation(
      ["E0612"], Wording("data a figure does not draw", "图不能画的数据"),
      Wording("The message says what the function draws.", "错误信息说明这个函数画什么。"),
      example: "imshow(\"picture\")",
      fixed: "imshow(zeros(8, 8))"),
    Explanation(
      ["E0613"], Wording("lists of different length", "长度不同的列表"),
      Wording("Points are pairs: as many x as y.", "点是成对的：x 与 y 要一样多。"),
      example: "plot([1, 2], [1, 2, 3])",
      fixed: "plot([1, 2, 3], [1, 4, 9])"),
    Explanation(
      ["E0614"], Wording("data of the wrong shape", "数据的形状不对"),
      Wording(
        "An image is H×W or 3×H×W; a confusion matrix is square. The message names what is wanted.",
        "图像是 H×W 或 3×H×W；混淆矩阵是方阵。错误信息说明需要什么。")),
    Explanation(
      ["E0615"], Wording("an unknown choice", "没有这个选项"),
      Wording("The message lists the choices.", "错误信息列出可选的值。")),
    Explanation(
      ["E0616"], Wording("a logarithm of nothing positive", "没有正数，取不了对数"),
      Wording("A logarithmic axis shows values above 0 only.", "对数坐标轴只显示大于 0 的值。"),
      example: "plot([-1, -2, -3], log=\"y\")",
      fixed: "plot([1, 10, 100], log=\"y\")"),
    Explanation(
      ["E0617"], Wording("a function that cannot be plotted", "不能画的函数"),
      Wording(
        "plot(f) calls f with one number and draws the number that comes back.", "plot(f) 用一个数调用 f，并画出返回的数。"),
      example: "f(x) = \"a\"\nplot(f, -1..1)",
      fixed: "f(x) = x^2\nplot(f, -1..1)"),
    Explanation(
      ["E0618"], Wording("a figure of nothing", "没有数据的图"),
      Wording("The call names no data to draw.", "调用没有给出要画的数据。"),
      example: "plot()",
      fixed: "plot([1, 2, 3])"),
    Explanation(
      ["E0619"], Wording("too many panels", "面板太多"),
      Wording("A figure has at most 64 panels. Draw several figures.", "一幅图最多有 64 个面板。请分成几幅图。")),
    Explanation(
      ["E0700"], Wording("a cell that failed", "失败的单元格"),
      Wording("The cell ended with an error of the system; the message names it.", "单元格因系统错误而结束；错误信息说明是什么。")),
    Explanation(
      ["E0704"], Wording("a file that is no notebook", "不是笔记本的文件"),
      Wording(
        ".ipynb files are JSON of nbformat 4, as Jupyter writes them.",
        ".ipynb 文件是 Jupyter 写出的 nbformat 4 的 JSON。")),
    Explanation(
      ["E0705"], Wording("an unknown format", "不认识的格式"),
      Wording(
        "The ending or --to chooses the format; the message lists those there are.",
        "文件名的结尾或 --to 决定格式；错误信息列出有哪些。")),
    Explanation(
      ["E0706", "E0707"], Wording("a page that was not printed", "没有打印出来的页面"),
      Wording(
        "dls render --to pdf has a browser print the page: Chromium or Chrome, whichever PATH has. On Debian, apt install chromium brings one.",
        "dls render --to pdf 让浏览器打印网页：PATH 里的 Chromium 或 Chrome。在 Debian 上用 apt install chromium 安装。")),
    Explanation(
      ["E0710"], Wording("an expectation that does not hold", "不成立的期望"),
      Wording(
        "#=> says what an expression shows. dls test compares, numbers with a little tolerance.",
        "#=> 说明表达式应显示什么。dls test 会比较，数允许微小的误差。")),
    Explanation(
      ["E0711"], Wording("an error where a value was expected", "期望一个值却出了错"),
      Wording(
        "The expression with #=> raised an error instead of giving the value.", "带 #=> 的表达式没有给出值，而是出了错。")),
    Explanation(
      ["E0712", "E0713"], Wording("an expected error that did not come", "期望的错误没有出现"),
      Wording(
        "#=> error: … expects an error with this text; another one was raised, or none.",
        "#=> error: … 期望含有这段文字的错误；结果出了别的错误，或者没有出错。")),
    Explanation(
      ["E0714"], Wording("expectations that were not reached", "没有执行到的期望"),
      Wording(
        "The program ended before them, or they stand in code that did not run.", "程序在它们之前就结束了，或者它们所在的代码没有运行。"
      )),
    Explanation(
      ["E0720", "E0721", "E0722", "E0723", "E0725", "E0726", "E0727", "E0728"],
      Wording("a command of the session", "会话的命令"),
      Wording(":help lists the commands of the session and what they take.", ":help 列出会话的命令和它们的参数。")),
  ]
}
