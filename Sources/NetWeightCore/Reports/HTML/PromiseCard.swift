/// One promise with all that its verdict says: open when it was not held.
struct PromiseCard: Sendable {
  private let verdict: Verdict

  /// Shows a verdict.
  init(_ verdict: Verdict) { self.verdict = verdict }

  var html: HTML {
    """
    <details class="promise \(verdict.ruling.name)"\(verdict.ruling == .held ? "" : " open")>
    <summary><span class="ruling">\(verdict.ruling.description)</span> <code>\(verdict.claim.sourceText)</code>\
    <span class="found">\(verdict.summary)</span></summary>
    <dl>
    \(verdict.figures.map(Self.row))\(plot)\(memory)\(verdict.remarks.map(Self.row))\(next)</dl>
    \(Gallery(verdict).html)</details>

    """
  }

  private static func row(_ note: Verdict.Note) -> HTML {
    "<dt>\(note.label)</dt><dd>\(note.text)</dd>\n"
  }

  private var plot: HTML {
    guard let plot = IntervalPlot(verdict) else { return .empty }
    return "<dd>\(plot.html)</dd>\n"
  }

  private var memory: HTML {
    guard let plot = verdict.memory.flatMap(MemoryPlot.init) else { return .empty }
    return "<dd>\(plot.html)</dd>\n"
  }

  private var next: HTML {
    guard !verdict.next.isEmpty else { return .empty }
    let steps: [HTML] = verdict.next.map { "<dd class=\"next\">\($0)</dd>\n" }
    return "<dt class=\"next\">next</dt>\(steps)"
  }
}
