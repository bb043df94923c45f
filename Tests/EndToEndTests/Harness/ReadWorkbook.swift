import Foundation
import Testing

/// A spreadsheet as Python's standard library reads it: sheets by name, rows of cells.
struct ReadWorkbook {
    struct Cell {
        /// `n` for a number, `s` for a string, `f` for a formula, empty for nothing.
        let kind: String
        let value: String
        /// The number format, such as `0.0%`.
        let format: String
    }

    let names: [String]
    let sheets: [[[Cell]]]
    /// Whether the first row of the first sheet stays when one scrolls.
    let isFrozen: Bool
    /// The widths of the first sheet's columns.
    let widths: [Double]

    init(_ path: String, in folder: URL) throws {
        let run = try RunningProgram("/usr/bin/env", ["python3", "-c", Self.script, path], in: folder).wait()
        try #require(run.status == 0, "\(run.err)")
        let json = try run.object()
        names = try #require(json["names"] as? [String])
        isFrozen = json["frozen"] as? Bool ?? false
        widths = json["widths"] as? [Double] ?? []
        sheets = try #require(json["sheets"] as? [[[[String]]]]).map { rows in
            rows.map { row in row.map { Cell(kind: $0[0], value: $0[1], format: $0[2]) } }
        }
    }

    private static let script = """
        import json, re, sys, zipfile
        import xml.etree.ElementTree as tree
        main = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
        book = zipfile.ZipFile(sys.argv[1])
        assert book.testzip() is None
        for name in book.namelist(): tree.fromstring(book.read(name))
        texts = [''.join(t.text or '' for t in s.iter(main + 't'))
                 for s in tree.fromstring(book.read('xl/sharedStrings.xml'))]
        styles = tree.fromstring(book.read('xl/styles.xml'))
        formats = {f.get('numFmtId'): f.get('formatCode') for f in styles.iter(main + 'numFmt')}
        uses = [formats.get(x.get('numFmtId'), '') for x in styles.find(main + 'cellXfs')]
        def column(ref):
            number = 0
            for letter in re.match('[A-Z]+', ref)[0]: number = number * 26 + ord(letter) - 64
            return number - 1
        def read(sheet):
            rows = []
            for row in sheet.iter(main + 'row'):
                while len(rows) < int(row.get('r')): rows.append([])
                cells = rows[-1]
                for cell in row.iter(main + 'c'):
                    while len(cells) < column(cell.get('r')): cells.append(['', '', ''])
                    value = cell.findtext(main + 'v') or ''
                    kind = 'f' if cell.find(main + 'f') is not None else 's' if cell.get('t') == 's' else 'n'
                    if kind == 's': value = texts[int(value)]
                    if value == '' and cell.find(main + 'v') is None: kind = ''
                    cells.append([kind, value, uses[int(cell.get('s') or 0)]])
            return rows
        names = [s.get('name') for s in tree.fromstring(book.read('xl/workbook.xml')).iter(main + 'sheet')]
        sheets = [tree.fromstring(book.read('xl/worksheets/sheet%d.xml' % (i + 1))) for i in range(len(names))]
        pane = next(sheets[0].iter(main + 'pane'), None)
        print(json.dumps({'names': names, 'sheets': [read(s) for s in sheets],
            'frozen': pane is not None and pane.get('ySplit') == '1' and pane.get('state') == 'frozen',
            'widths': [float(c.get('width')) for c in sheets[0].iter(main + 'col')]}))
        """
}
