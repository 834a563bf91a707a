extension HTMLReport {
  /// Light and dark by the reader's preference, one column on a phone, and what is needed on paper.
  static let styleSheet: HTML = """
    :root {
      --page: #f5f6f8; --card: #fff; --text: #1c2228; --muted: #59636e; --line: #d9dee4;
      --held: #1a7f37; --broken: #c62828; --inconclusive: #8a5a00; --shade: #1a7f3722;
    }
    @media screen and (prefers-color-scheme: dark) {
      :root {
        --page: #0f1317; --card: #171c22; --text: #e3e8ed; --muted: #98a3ae; --line: #2d363f;
        --held: #4cc36b; --broken: #ff7b72; --inconclusive: #e3b341; --shade: #4cc36b2b;
      }
    }
    * { box-sizing: border-box; }
    body {
      margin: 0 auto; max-width: 76rem; padding: 1.5rem; background: var(--page); color: var(--text);
      font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere;
    }
    h1 { margin: 0; font-size: 1.8rem; line-height: 1.2; }
    h2 { margin: 2rem 0 .75rem; font-size: 1.2rem; }
    h3 { margin: 1.25rem 0 0; font-size: 1rem; }
    h4 { margin: 1rem 0 .25rem; font-size: .9rem; }
    .muted { margin: .35rem 0 .75rem; color: var(--muted); font-size: .85rem; }
    table + .muted { margin-top: .75rem; }
    .held { --ruling: var(--held); }
    .broken { --ruling: var(--broken); }
    .inconclusive { --ruling: var(--inconclusive); }
    .skipped { --ruling: var(--muted); }
    .counts { margin: .75rem 0; }
    .count {
      display: inline-block; margin: 0 .4rem .4rem 0; padding: .2rem .8rem; border: 1px solid var(--ruling);
      border-radius: 2rem; color: var(--ruling);
    }
    .count.zero { border-color: var(--line); color: var(--muted); }
    table {
      width: 100%; border-collapse: collapse; border: 1px solid var(--line); background: var(--card);
      font-size: .85rem; font-variant-numeric: tabular-nums;
    }
    th, td {
      padding: .5rem .6rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top;
      white-space: pre-line; overflow-wrap: break-word;
    }
    th { color: var(--muted); font-weight: 600; overflow-wrap: normal; }
    .variants td:first-child { font-weight: 600; }
    .variants td:not(:first-child, :nth-child(5), :last-child) { white-space: nowrap; }
    .variants td:last-child { min-width: 12rem; color: var(--muted); }
    .warnings td:first-child, code, .id { font-family: ui-monospace, monospace; font-size: .8125rem; }
    .promise {
      margin: 0 0 .6rem; border: 1px solid var(--line); border-left: 4px solid var(--ruling);
      border-radius: 4px; background: var(--card);
    }
    summary { padding: .6rem .9rem; cursor: pointer; }
    .promise > :not(summary) { margin-left: .9rem; margin-right: .9rem; }
    .ruling { margin-right: .4rem; color: var(--ruling); font-weight: 700; }
    code {
      display: inline-block; vertical-align: top; margin-top: .15rem; white-space: pre-wrap; color: var(--muted);
    }
    .found { display: block; white-space: pre-line; }
    dl {
      display: grid; grid-template-columns: 6.5rem minmax(0, 1fr); gap: .3rem 1rem; margin: 0 0 .9rem;
      padding-top: .7rem; border-top: 1px solid var(--line); font-size: .9rem;
    }
    dt { grid-column: 1; color: var(--muted); }
    dd { grid-column: 2; margin: 0; white-space: pre-line; }
    .next { font-weight: 600; color: inherit; }
    .interval { display: block; width: 100%; max-width: 26rem; font-size: 11px; fill: var(--muted); }
    .interval line { stroke: var(--muted); }
    .interval .kept { fill: var(--shade); }
    .interval .none { stroke-dasharray: 2 3; }
    .interval .limit { stroke: var(--text); stroke-width: 2; }
    .interval .range { stroke: var(--ruling); stroke-width: 2.5; }
    .interval .value { fill: var(--ruling); }
    .memory { display: block; width: 100%; max-width: 44rem; font-size: 11px; fill: var(--muted); }
    .memory .live { fill: var(--shade); stroke: var(--held); stroke-width: 1; }
    .memory line { stroke: var(--muted); }
    .memory .phase { stroke-dasharray: 2 3; }
    .memory .limit { stroke: var(--text); stroke-width: 2; }
    .failures { margin-bottom: .9rem; }
    .gallery { display: grid; grid-template-columns: repeat(auto-fill, minmax(12rem, 1fr)); gap: .7rem; }
    figure { margin: 0; padding: .6rem; border: 1px solid var(--line); border-radius: 4px; break-inside: avoid; }
    img { display: block; margin: 0 auto .5rem; max-width: 100%; outline: 1px solid var(--line); image-rendering: pixelated; }
    figcaption, .listed { font-size: .85rem; line-height: 1.4; }
    figcaption strong, .wrongness, .id { display: block; }
    .wrongness, .id { color: var(--muted); unicode-bidi: isolate; }
    .slice {
      display: inline-block; padding: 0 .4rem; border: 1px solid var(--line); border-radius: 3px;
      font-size: .75rem; unicode-bidi: isolate;
    }
    .listed { padding-left: 1.2rem; }
    .listed > li > * { display: inline; }
    @media screen and (max-width: 60rem) {
      table, tbody, tr, td { display: block; }
      thead { display: none; }
      table { border: 0; background: none; }
      tr { margin-bottom: .6rem; padding: .4rem .9rem; border: 1px solid var(--line); background: var(--card); }
      td { display: grid; grid-template-columns: 7rem minmax(0, 1fr); padding: .15rem 0; border: 0; }
      td::before { content: attr(data-column); color: var(--muted); font: 400 .85rem system-ui, sans-serif; }
      td:empty { display: none; }
    }
    @media (max-width: 40rem) {
      body { padding: .9rem; }
      dl { display: block; }
      dt { margin-top: .5rem; font-size: .8rem; }
      .gallery { grid-template-columns: repeat(auto-fill, minmax(8rem, 1fr)); }
      figcaption, figcaption .id { font-size: .75rem; }
    }
    @media print {
      html { font-size: 12px; }
      body { max-width: none; padding: 0; background: none; font-size: 10pt; }
      table { font-size: 7.5pt; }
      .variants td:last-child { min-width: 0; }
      tr, figure { break-inside: avoid; }
      h2, h3, summary { break-after: avoid; }
      .gallery { grid-template-columns: repeat(5, 1fr); }
    }
    """
}
