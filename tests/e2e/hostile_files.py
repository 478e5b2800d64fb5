"""Broken and hostile files, made at run time: `make(folder, long)` writes them and gives the cases.

A case is a file (or a link, a FIFO, …) and what must come of it: for each item, by the order of its member, "read" or a
part of the message with which it fails. Everything is invented; nothing large is stored anywhere.
"""
import dataclasses
import gzip
import io
import json
import os
import random
import socket
import struct
import tarfile
import zipfile
import zlib

READ = "read"  # it becomes a document


def report(number):
    """An invented report: no two are alike."""
    return (f"新月镇政府工作报告\n各位代表：\n现在，我代表镇人民政府向大会报告工作，请予审议。\n一、2021年工作回顾\n"
            f"2021年，全镇完成工业总产值{number}.39亿元，同比增长14%；粮食产量{20000 + number}吨。"
            f"新月河两岸瓜果飘香，渡口小学添了新教室。\n二、2022年工作安排\n建设农村公路{number}公里。\n")


@dataclasses.dataclass
class Case:
    name: str
    outcomes: list  # READ or a part of the message, one for each item; None: any clear outcome
    why: str = ""


class Maker:
    def __init__(self, folder):
        self.folder = folder
        self.cases = []
        self.number = 0
        self.random = random.Random(5)

    def good(self):
        """The text of a report that was not there before."""
        self.number += 1
        return report(self.number)

    def path(self, name):
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        return path

    def add(self, name, content, *outcomes):
        if isinstance(content, str):
            content = content.encode()
        with open(self.path(name), "wb") as file:
            file.write(content)
        self.cases.append(Case(name, list(outcomes)))


# ---------------------------------------------------------------------------------------------- archives

def zip_of(*members, compress=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compress) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


def raw_zip(entries, comment=b""):
    """Entries of (name, stored bytes, flags, method, declared size, crc); names are bytes."""
    out, directory = bytearray(), bytearray()
    for name, data, flags, method, size, crc in entries:
        common = struct.pack("<HHHHHIIIHH", 20, flags, method, 0, 0, crc, len(data), size, len(name), 0)
        directory += b"PK\1\2" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, len(out)) + name
        out += b"PK\3\4" + common + name + data
    count = len(entries)
    return bytes(out + directory) + b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, count & 0xFFFF, count & 0xFFFF, len(directory),
                                                     len(out), len(comment)) + comment


def stored(name, content, flags=0):
    name = name.encode() if isinstance(name, str) else name
    content = content.encode() if isinstance(content, str) else content
    return name, content, flags, 0, len(content), zlib.crc32(content)


def zeros(total):
    """A raw deflate stream of so many zeros, made from one block that ends on a byte."""
    block = 1 << 20
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    once = packer.compress(bytes(block)) + packer.flush(zlib.Z_FULL_FLUSH)
    end = zlib.compressobj(9, zlib.DEFLATED, -15)
    return once * (total // block) + end.flush(zlib.Z_FINISH)


def gzip_header(name=b""):
    return b"\x1f\x8b\x08" + (b"\x08" if name else b"\0") + bytes(4) + b"\0\xff" + (name + b"\0" if name else b"")


def tar_of(*members, mode="w"):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode, format=tarfile.GNU_FORMAT) as archive:
        for member in members:
            name, content = member[:2]
            info = tarfile.TarInfo(name)
            if len(member) > 2:
                info.type = member[2]
                info.linkname = member[3] if len(member) > 3 else ""
                archive.addfile(info)
                continue
            content = content.encode() if isinstance(content, str) else content
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


def add_archives(make, big):
    good = make.good
    add = make.add
    a, b = good(), good()
    add("zip/good.zip", zip_of(("新月镇/一.txt", a), ("二.txt", b)), READ, READ)
    add("zip/good.tar.gz", tar_of(("一.txt", good()), ("二.txt", good()), mode="w:gz"), READ, READ)
    add("zip/good.tar", tar_of(("一.txt", good())), READ)
    add("zip/one.txt.gz", gzip.compress(good().encode()), READ)
    add("zip/named.txt", zip_of(("一.txt", good())), READ)
    add("zip/empty.zip", zip_of(), "the archive is empty")
    add("zip/folders.zip", zip_of(("a/", "")), "the archive holds no files")
    add("zip/four-bytes.zip", b"PK\3\4", "the archive is damaged")
    whole = zip_of(("一.txt", good()), ("二.txt", good()), compress=zipfile.ZIP_STORED)
    add("zip/no-directory.zip", whole[:whole.index(b"PK\1\2")], READ, READ, None)
    add("zip/cut.zip", whole[:len(whole) // 2], READ, None, None)
    wrong = bytearray(raw_zip([stored("a.txt", good()), stored("b.txt", good())]))
    wrong[60] ^= 1
    add("zip/checksum.zip", bytes(wrong), "the member is damaged", READ)
    add("zip/encrypted.zip", raw_zip([stored("a.txt", "x" * 40, 1), stored("b.txt", good())]), "is encrypted", READ)
    add("zip/all-encrypted.zip", raw_zip([stored("a.txt", "x" * 40, 1)]), "is encrypted")
    add("zip/outside.zip", raw_zip([stored("../../../etc/cron.d/a", good()), stored("/etc/passwd", good()),
                                    stored("..\\..\\a.txt", good())]), READ, READ, READ)
    add("zip/gbk-names.zip", raw_zip([stored("新月镇报告.txt".encode("gbk"), good())]), READ)
    add("zip/one-name.zip", raw_zip([stored("a.txt", good()), stored("a.txt", good())]), READ, READ)
    add("zip/no-name.zip", raw_zip([stored("", good())]), READ)
    add("zip/long-name.zip", raw_zip([stored("n" * 5000, "x"), stored("b.txt", good())]), "name is longer", READ)
    add("zip/many.zip", raw_zip([stored(f"{i}", "") for i in range(100001)]), "lists more than 100000 members")
    add("zip/comment.zip", raw_zip([stored("a.txt", good())], b"c" * 65535), READ)
    add("zip/ten-gigabytes.zip", raw_zip([(b"a.txt", zeros(10 << 30), 0, 8, 0xFFFFFFF0, 0), stored("b.txt", good())]),
        "bytes, more than", READ)
    add("zip/lying-size.zip", raw_zip([(b"a.txt", zeros(1 << 30), 0, 8, 10, 0), stored("b.txt", good())]), None, READ)
    add("zip/zeros.txt.gz", gzip_header(b"a.txt") + deflated(good().encode()) + zeros(2 << 30), None, None)
    header = tarfile.TarInfo("a.txt")
    header.size = 10 << 30
    add("zip/zeros.tar.gz", gzip_header() + deflated(header.tobuf(format=tarfile.GNU_FORMAT)) + zeros(1 << 30),
        "bytes, more than", None)
    huge = tarfile.TarInfo("a.txt")
    huge.size = 1 << 62
    add("zip/huge-size.tar", huge.tobuf(format=tarfile.GNU_FORMAT) + b"x" * 1024, None, None)
    bomb = zip_of(("0.bin", bytes(60 << 20)))
    for level in range(6):
        bomb = zip_of(*[(f"{level}-{i}.zip", bomb) for i in range(3)])
    add("zip/nested-bomb.zip", bomb, *["more than 3 deep"] * 27)
    deep = zip_of(("a.txt", good()))
    for _ in range(2):
        deep = zip_of(("d.zip", deep))
    add("zip/three-deep.zip", deep, READ)
    add("zip/four-deep.zip", zip_of(("d.zip", zip_of(("d.zip", deep))), ("b.txt", good())), "more than 3 deep", READ)
    add("zip/gzip-in-gzip.gz", gzip.compress(gzip.compress(gzip.compress(good().encode()))), READ)
    add("zip/mixed.zip", zip_of(("a.pdf", b"%PDF-1.7 x"), ("b.txt", good()), ("c.csv", "标题,正文\n甲," + good().replace("\n", " ")),
                                ("d.tar.gz", tar_of(("e.txt", good()), mode="w:gz")), ("f.png", b"\x89PNG\r\n\x1a\nx")),
        "a PDF document", READ, READ, READ, "a PNG image")
    add("zip/hidden.zip", zip_of(("__MACOSX/._a.txt", "x"), (".DS_Store", "x"), ("a.txt", good())), READ)
    add("zip/links.tar", tar_of(("l", "", tarfile.SYMTYPE, "/etc/passwd"), ("h", "", tarfile.LNKTYPE, "../x"),
                                ("c", "", tarfile.CHRTYPE), ("p", "", tarfile.FIFOTYPE), ("a.txt", good())),
        "a symbolic link", "a hard link", "a device", "a FIFO", READ)
    add("zip/outside.tar", tar_of(("../../a.txt", good()), ("/b.txt", good())), READ, READ)
    packed = gzip.compress(tar_of(("a.txt", good()), ("b.bin", make.random.randbytes(400000))))
    add("zip/cut.tar.gz", packed[:len(packed) // 2], READ, "the member is damaged", None)
    add("zip/empty.gz", gzip.compress(b""), None)
    add("zip/two-bytes.gz", b"\x1f\x8b", "the archive is damaged")
    add("zip/garbage.gz", b"\x1f\x8b\x08" + make.random.randbytes(5000), None)
    add("zip/prefixed.zip", b"#!/bin/sh\nexit\n" + bytes(40) + zip_of(("a.txt", b"x")), None)
    if big:
        add("zip/hundred-gigabytes.zip", raw_zip([(b"a.txt", zeros(100 << 30), 0, 8, 9, 0), stored("b.txt", good())]),
            None, READ)


def deflated(data):
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush(zlib.Z_FULL_FLUSH)


# ------------------------------------------------------------------------------------------------- texts

def add_texts(make, big):
    good = make.good
    add = make.add
    for i in range(10):
        add(f"good/{i}.txt", good(), READ)
    no_text = "holds no text"
    add("text/empty.txt", "", no_text)
    add("text/blank.txt", " \n\t\u3000\n" * 100, no_text)
    add("text/mark.txt", b"\xef\xbb\xbf", no_text)
    add("text/zeros.txt", bytes(1 << 20), "nothing but zero bytes")
    add("text/random.txt", make.random.randbytes(100000), None)
    add("text/invalid-everywhere.txt", b"\xff".join(bytes([c]) for c in good().encode()), None)
    add("text/invalid-once.txt", good().encode()[:-1] + b"\xff\n", READ)
    add("text/cut-character.txt", good().encode()[:-3], READ)
    add("text/cut-unit.txt", b"\xff\xfe" + good().encode("utf-16-le") + b"\x4e", READ)
    add("text/utf16le.txt", good().encode("utf-16-le"), READ)
    add("text/utf16be.txt", good().encode("utf-16-be"), READ)
    add("text/utf32.txt", b"\xff\xfe\0\0" + good().encode("utf-32-le"), READ)
    add("text/gbk.txt", good().encode("gb18030"), READ)
    add("text/big5.txt", "新月鎮政府工作報告\n2021年，全鎮完成工業總產值，經濟社會發展取得新的成績。\n".encode("big5"), READ)
    add("text/gbk-then-utf8.txt", "来源：新月镇政府工作办公室\n".encode("gbk") + good().encode(), READ)
    add("text/latin1.txt", good().encode().decode("latin-1"), READ)
    add("text/report.pdf", good(), READ)
    add("text/report.zip", good(), READ)
    add("text/english.txt", "The annual report of a company in another country.\n" * 50, "no Chinese character")
    add("text/korean.txt", ("우리는 오늘 여기에서 새로운 계획을 발표합니다. " * 20).encode("euc-kr"), None)
    add("text/digits.txt", "12345 67890\n" * 1000, "no Chinese character")
    add("text/replaced.txt", "\ufffd" * 5000, "no Chinese character")
    add("text/controls.txt", "".join(c + "\x01" for c in good()), "binary data")
    add("text/zero-inside.txt", good().replace("全镇", "全\0镇"), READ)
    add("text/zero-width.txt", good().replace("镇", "镇" + "\u200b" * 20000, 1), READ)
    add("text/marks.txt", good() + "a" + "\u0301" * 50000, READ)
    add("text/directions.txt", "\u202e" * 10000 + good(), READ)
    add("text/private.txt", good() + "\ue000" * 20000, None)
    add("text/brackets.txt", good() + "（" * 100000, READ)
    add("text/quotes.txt", good() + "“" * 100000, READ)
    add("text/dots.txt", good() + "." * 300000, READ)
    add("text/digits-behind.txt", good() + "9" * 200000 + "亿元", READ)
    add("text/one-character.txt", "好", READ)
    add("text/returns.txt", good().replace("\n", "\r"), READ)
    add("text/one-line.txt", good().replace("\n", "") + "全镇完成工业总产值。" * 20000, READ)
    add("text/seventeen-mebibytes.txt", "全镇完成工业总产值，同比增长。\n" * (17 * 1024 * 1024 // 46), "bytes, more than")
    add("text/broken-lines.txt", ("全镇" * 20).encode() + b"\xff\n" * (15 << 20), None)
    add("text/broken-bytes.txt", b"\xff\xfd\x80" * (10 << 20), None)
    with open(make.path("text/sparse.txt"), "wb") as file:
        file.truncate((500 if big else 300) << 20)
    make.cases.append(Case("text/sparse.txt", ["more than the limit"]))
    if big:
        with open(make.path("text/one-line-of-500-mb.txt"), "wb") as file:
            piece = ("全镇完成工业总产值" * 1000).encode()
            for _ in range((500 << 20) // len(piece)):
                file.write(piece)
        make.cases.append(Case("text/one-line-of-500-mb.txt", ["more than the limit"]))


# ----------------------------------------------------------------------------------------------- formats

def add_formats(make):
    add = make.add
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000)
    office = ("[Content_Types].xml", "<x/>")
    for name, content, what in [
            ("a.pdf", b"%PDF-1.7\n%\xe2\xe3", "a PDF document"),
            ("a.doc", ole + "WordDocument".encode("utf-16-le"), "a DOC document"),
            ("a.xls", ole + "Workbook".encode("utf-16-le"), "an XLS workbook"),
            ("a.wps", ole, "an OLE document"),
            ("a.docx", zip_of(office, ("word/document.xml", "<x/>")), "a DOCX document"),
            ("renamed.txt", zip_of(office, ("word/document.xml", "<x/>")), "a DOCX document"),
            ("a.xlsx", zip_of(office, ("xl/workbook.xml", "<x/>")), "an XLSX workbook"),
            ("a.pptx", zip_of(office, ("ppt/presentation.xml", "<x/>")), "a PPTX presentation"),
            ("a.odt", zip_of(("mimetype", "application/vnd.oasis.opendocument.text"), compress=zipfile.ZIP_STORED),
             "an ODT document"),
            ("a.epub", zip_of(("mimetype", "application/epub+zip"), compress=zipfile.ZIP_STORED), "an EPUB book"),
            ("a.ofd", zip_of(("OFD.xml", "<x/>")), "an OFD document"),
            ("a.rtf", b"{\\rtf1\\ansi x}", "an RTF document"),
            ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(50), "a PNG image"),
            ("a.jpg", b"\xff\xd8\xff\xe0" + bytes(50), "a JPEG image"),
            ("a.tif", b"II*\0" + bytes(50), "a TIFF image"),
            ("a.7z", b"7z\xbc\xaf\x27\x1c" + bytes(50), "a 7-Zip archive"),
            ("a.rar", b"Rar!\x1a\x07\x01\0" + bytes(50), "a RAR archive"),
            ("a.bz2", b"BZh9" + bytes(50), "a bzip2 file"),
            ("a.xz", b"\xfd7zXZ\0" + bytes(50), "an XZ file"),
            ("a.zst", b"\x28\xb5\x2f\xfd" + bytes(50), "a Zstandard file"),
            ("a.so", b"\x7fELF" + bytes(50), "an executable"),
            ("a.db", b"SQLite format 3\0" + bytes(50), "an SQLite database"),
            ("a.mht", b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n", "an MHTML page"),
            ("a.json", json.dumps([{"text": make.good()}], ensure_ascii=False), "a JSON document"),
            ("b.json", json.dumps({"text": make.good()}, ensure_ascii=False, indent=1), "a JSON document")]:
        add(f"format/{name}", content, what)


# --------------------------------------------------------------------------------------------- web pages

def add_pages(make, big):
    good = make.good
    add = make.add

    def body():
        return "".join(f"<p>{line}</p>" for line in good().splitlines())

    add("html/good.html", f"<html><head><meta charset=utf-8><title>报告</title></head><body>{body()}</body></html>", READ)
    add("html/declared-wrongly.html", f"<html><meta charset=utf-8>{body()}</html>".encode("gbk"), READ)
    add("html/thousand-deep.html", "<html>" + "<div>" * 1000 + body() + "</div>" * 1000, READ)
    add("html/million-deep.html", "<html>" + "<div>" * 1000000 + body(), READ)
    add("html/deep-tables.html", "<html>" + "<table><tr><td>" * 20000 + body(), READ)
    add("html/deep-formats.html", "<html>" + "<b><i><font>" * 100000 + body(), READ)
    add("html/huge-attribute.html", f"<html><p title='{'甲' * 2000000}'>{body()}", READ)
    add("html/open-script.html", f"<html>{body()}<script>var a = '", READ)
    add("html/open-comment.html", f"<html>{body()}<!-- ", READ)
    add("html/open-quote.html", f"<html>{body()}<a href=\"x>y</a>" * 20, READ)
    add("html/only-script.html", "<html><script>var a = '全镇完成工业总产值';</script></html>", "holds no text")
    add("html/frames.html", "<html><frameset><frame src=menu.html><frame src=main.html></frameset></html>", "main.html")
    add("html/hidden.html", f"<html><div style='display:none'>{body()}</div></html>", READ)
    add("html/references.html", f"<html>{body()}<p>" + "&#x4e2d;" * 100000, READ)
    add("html/angles.html", f"<html>{body()}" + "<" * 1000000, READ)
    add("html/no-ends.html", f"<html>{body()}" + "<td>1<td>2<tr>" * 30000, READ)
    add("html/pieces.html", "<html>" + "<b>全</b>镇" * 2500000, "pieces")
    add("html/packed.html", gzip.compress(f"<html>{body()}</html>".encode()), READ)


# ------------------------------------------------------------------------------------------------ tables

def add_tables(make, big):
    good = make.good
    add = make.add

    def cell(text=None):
        return '"' + (text or good()).replace('"', '""') + '"'

    def line(text=None, **more):
        return json.dumps({"text": text or good(), **more}, ensure_ascii=False)

    add("table/good.csv", f"标题,年份,正文\n甲,2021,{cell()}\n乙,2021,{cell()}\n", READ, READ)
    add("table/named.txt", f"title,year,content\n甲,2021,{cell()}\n", READ)
    add("table/gbk.csv", f"标题,正文\n甲,{cell()}\n".encode("gbk"), READ)
    add("table/mark.csv", b"\xef\xbb\xbf" + f"正文,标题\r\n{cell()},甲\r\n".encode(), READ)
    add("table/utf16.csv", ("\ufeff" + f"标题\t正文\n甲\t{cell()}\n").encode("utf-16-le"), READ)
    add("table/open-quote.csv", f"标题,正文\n甲,{cell()}\n乙,\"{report(900001)}", READ, "a quote is never closed",
        *[None] * len(report(900001).splitlines()[1:]))
    add("table/stray-quote.csv", f"标题,正文\n甲,\"他说\"好\"了\"\n乙,{cell()}\n", "is not doubled", READ)
    add("table/more-cells.csv", f"标题,正文\n甲,一,二,三\n乙,{cell()}\n", "the row has 4 cells", READ)
    add("table/header-only.csv", "标题,正文\n")
    add("table/empty-cells.csv", f"标题,正文\n甲,\n乙,{cell()}\n", "the text column is empty", READ)
    add("table/no-column.csv", "a,b\n1,2\n3,4\n", "no column is unmistakably")
    add("table/long-row.csv", f"标题,正文\n甲,{'x' * (17 << 20)}\n乙,{cell()}\n", "bytes; is a quote not closed", READ)
    add("table/zeros.csv", f"标题,正文\n甲,{cell()}\n".replace("甲", "\0" * 3), "binary data")
    add("table/good.jsonl", f"{line()}\n\n{line()}\n", READ, READ)
    add("table/broken.jsonl", f"{line()}\n{{\"text\": \"\n{line()}\nnot json\n", READ, "not a JSON object", READ,
        "not a JSON object")
    add("table/deep.jsonl", f"{line()}\n{{\"text\": {'[' * 200000}\n{line()}\n", READ, "not a JSON object", READ)
    add("table/deep-inside.jsonl", f"{line()}\n{line(x=1)[:-1]}, \"y\": {'[' * 100}{']' * 100}}}\n", READ,
        "not a JSON object")
    add("table/long-line.jsonl", f"{line()}\n{line('全' * ((34 if big else 7) << 20) + '镇')}\n{line()}\n", READ,
        "the row has more than", READ)
    add("table/not-text.jsonl", f"{line()}\n{{\"text\": [1]}}\n{{\"other\": 1}}\n", READ, "the text column is empty",
        "no column is unmistakably")
    add("table/gbk.jsonl", f"{line()}\n".encode("gbk"), READ)
    add("table/invalid.jsonl", line().encode() + b"\n{\"text\": \"\xff\xff\xff\xff\"}\n" + line().encode() + b"\n", READ,
        None, READ)
    add("table/lone-surrogate.jsonl", line() + "\n{\"text\": \"\\ud800\"}\n", READ, None)


# --------------------------------------------------------------------------------------------- on the disk

def add_files(make):
    """Gives the sockets that have to stay open."""
    folder = make.path("disk/x")[:-1]
    cases = make.cases
    make.add("disk/a.txt", make.good(), READ)
    with open(os.path.join(make.folder, "..", "outside.txt"), "w", encoding="utf-8") as file:
        file.write(make.good())
    os.symlink("loop", os.path.join(folder, "loop"))
    cases.append(Case("disk/loop", ["loop"], "too many levels"))
    os.symlink("nowhere", os.path.join(folder, "dangling"))
    cases.append(Case("disk/dangling", ["dangling"]))
    os.symlink("../../outside.txt", os.path.join(folder, "outside.txt"))
    cases.append(Case("disk/outside.txt", [None]))
    os.symlink("..", os.path.join(folder, "up"))  # links to folders are not followed
    os.symlink("/dev/zero", os.path.join(folder, "zero"))
    cases.append(Case("disk/zero", ["not a regular file"]))
    os.symlink("/proc/self/mem", os.path.join(folder, "memory"))
    cases.append(Case("disk/memory", [None]))
    os.mkfifo(os.path.join(folder, "fifo"))
    cases.append(Case("disk/fifo", ["not a regular file"]))
    server = socket.socket(socket.AF_UNIX)
    here = os.getcwd()
    os.chdir(folder)  # a socket's path may have 107 bytes
    server.bind("socket")
    os.chdir(here)
    cases.append(Case("disk/socket", ["socket"]))
    make.add("disk/unreadable.txt", "x", *(["no Chinese"] if os.geteuid() == 0 else ["denied"]))
    os.chmod(os.path.join(folder, "unreadable.txt"), 0)
    make.add("disk/" + "长" * 80 + ".txt", make.good(), READ)
    make.add("disk/line\nend.txt", make.good(), READ)
    with open(os.path.join(folder.encode(), b"not-\xff-utf8.txt"), "w", encoding="utf-8") as file:
        file.write(make.good())
    cases.append(Case("disk/not-", [None]))
    return [server]


def make(folder, big=False):
    """Writes all files; gives the cases and what has to stay open meanwhile."""
    maker = Maker(folder)
    add_texts(maker, big)
    add_formats(maker)
    add_pages(maker, big)
    add_tables(maker, big)
    add_archives(maker, big)
    return maker.cases, add_files(maker)
