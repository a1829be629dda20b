/// The look of a page: light and dark, screen and paper, Latin and Chinese, no fonts or files from elsewhere.
enum PageStyle {
  static let css = """
    :root{color-scheme:light dark;--paper:#fdfdfc;--ink:#1d2330;--soft:#5b6472;--line:#e3e5e9;--panel:#f5f6f8;
    --accent:#2457a6;--error:#b3261e;--error-bg:#fdf1f0;--warn:#8a5a00;--warn-bg:#fff7e6;--kw:#8b2f97;--str:#1e7145;
    --num:#9a4f00;--com:#737b88;--fn:#1f5aa8;--const:#9a4f00;--expect:#4d7c0f;
    --text:"Noto Sans","Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei","Segoe UI",system-ui,sans-serif;
    --code:"JetBrains Mono","Noto Sans Mono","DejaVu Sans Mono",Menlo,Consolas,"Noto Sans Mono CJK SC",monospace}
    @media (prefers-color-scheme:dark){:root{--paper:#14171c;--ink:#e4e7ec;--soft:#a0a8b5;--line:#2c323b;
    --panel:#1c2128;--accent:#8ab4f8;--error:#ff8a80;--error-bg:#2b1a1a;--warn:#ffcc66;--warn-bg:#2a2414;--kw:#d9a0e6;
    --str:#8fd6a8;--num:#f0b37a;--com:#8b94a3;--fn:#8ab4f8;--const:#f0b37a;--expect:#a5d16a}}
    *{box-sizing:border-box}
    html{scroll-behavior:smooth;-webkit-text-size-adjust:100%}
    body{margin:0;background:var(--paper);color:var(--ink);font:17px/1.65 var(--text);text-rendering:optimizeLegibility}
    main{max-width:50rem;margin:0 auto;padding:3rem 1.25rem 5rem}
    h1,h2,h3,h4{line-height:1.25;font-weight:650;margin:2.2em 0 .6em;text-wrap:balance}
    h1{font-size:2.1rem;letter-spacing:-.01em;margin-top:.3em}
    h2{font-size:1.45rem;padding-bottom:.25em;border-bottom:1px solid var(--line)}h3{font-size:1.15rem}
    p,ul,ol,table,blockquote{margin:.8em 0}
    a{color:var(--accent);text-decoration-thickness:.06em;text-underline-offset:.18em}
    blockquote{margin-left:0;padding-left:1em;border-left:3px solid var(--line);color:var(--soft)}
    hr{border:0;border-top:1px solid var(--line);margin:2.5em 0}
    code,pre{font-family:var(--code);font-size:.86em;font-variant-ligatures:none}
    p code,li code,td code,h2 code{background:var(--panel);padding:.12em .35em;border-radius:4px}
    pre code{font-size:1em}pre{margin:0;line-height:1.55;overflow-x:auto;white-space:pre}
    .code{background:var(--panel);border:1px solid var(--line);border-radius:8px;padding:.85em 1.05em}
    .cell{margin:1.6em 0}
    .cell>.title{display:flex;gap:.75em;align-items:baseline;font-size:.86rem;color:var(--soft);margin:0 0 .4em}
    .cell>.title .n{font-family:var(--code);font-size:.78rem;margin-left:auto;opacity:.75}
    .out{margin:.55em 0 0;padding:.35em 1.05em;border-left:3px solid var(--line);color:var(--ink)}
    .out.value{border-left-color:var(--accent)}
    .out td,.out th{font-family:var(--code);font-size:.86em;padding:.2em .8em}.out table{margin:.2em 0}.out p{margin:.3em 0;font-size:.85rem}
    .fault{margin:.7em 0 0;padding:.7em 1.05em;border-left:3px solid var(--error);background:var(--error-bg);
    border-radius:0 8px 8px 0;color:var(--error)}
    .fault.warning{border-left-color:var(--warn);background:var(--warn-bg);color:var(--warn)}
    .skipped{margin:.5em 0 0;font-size:.85rem;color:var(--soft);font-style:italic}
    figure{margin:1em 0;text-align:center}
    figure>svg{height:auto;display:inline-block;background:#fff;border-radius:8px}
    @media (prefers-color-scheme:dark){figure>svg{padding:6px}}
    figcaption{font-size:.85rem;color:var(--soft)}
    table{border-collapse:collapse;display:block;overflow-x:auto;font-size:.95em}
    th,td{padding:.4em .8em;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
    th{font-weight:650;border-bottom-width:2px}.center{text-align:center}.right{text-align:right}
    .math{overflow-x:auto;overflow-y:hidden;padding:.3em 0;margin:1em 0}
    math{font-family:"Latin Modern Math","STIX Two Math","Cambria Math","DejaVu Math TeX Gyre","Noto Sans Math",math;font-size:1.08em}
    math .cal{font-family:cursive}
    .kw{color:var(--kw)}.str{color:var(--str)}.num,.const{color:var(--num)}.comment{color:var(--com);font-style:italic}
    .expect{color:var(--expect)}.fn{color:var(--fn)}
    nav{font-size:.86rem;color:var(--soft);margin:0 0 2rem}
    nav summary{cursor:pointer}nav ol{list-style:none;padding-left:0;margin:.5em 0}
    nav li.l3{padding-left:1.2em}nav a{color:inherit;text-decoration:none}nav a:hover{color:var(--accent)}
    footer{margin-top:4rem;padding-top:1rem;border-top:1px solid var(--line);font-size:.82rem;color:var(--soft)}
    @media (min-width:84rem){nav{position:fixed;top:3rem;left:1.5rem;width:14rem;max-height:calc(100vh - 6rem);
    overflow:auto}}
    @media (max-width:40rem){body{font-size:16px}main{padding-top:1.5rem}h1{font-size:1.7rem}}
    @media print{:root{color-scheme:light;--paper:#fff;--ink:#000;--soft:#444;--panel:#f6f6f6;--line:#ccc;--accent:#123f7f;
    --kw:#6d1f78;--str:#14532d;--num:#7a3e00;--com:#555;--fn:#123f7f;--expect:#3a5d0b}
    body{font-size:10.5pt}main{max-width:none;padding:0}nav{display:none}pre{white-space:pre-wrap}
    h1,h2,h3,.title{break-after:avoid}figure,.fault,tr{break-inside:avoid}a{color:inherit}}
    @page{size:A4;margin:18mm 16mm}
    """
}
