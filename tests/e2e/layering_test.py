#!/usr/bin/python3
"""Dependencies point one way (docs/architecture.md): reads every #include and CMake's link graph.

    layering_test.py SOURCE_DIR LINK_GRAPH
"""
import pathlib
import re
import sys
import unittest

SOURCE = LINKS = None

SERVICES = ("ingest", "segmentation", "extraction", "query")
# What the sources of a part may include of this repository; a folder stands for all below it.
BELOW_SERVICES = ("services/base", "services/model")
DOMAIN = BELOW_SERVICES + ("services/ports", "services/language")
ALLOWED = {
    "services/base": ("services/base", "absl"),
    "services/model": BELOW_SERVICES,
    "services/ports": BELOW_SERVICES + ("services/ports",),
    "services/language": BELOW_SERVICES + ("services/language",),
    "services/wire": BELOW_SERVICES + ("services/wire", "gongbao/v1", "google"),
    "services/rpc": BELOW_SERVICES + ("services/wire", "services/rpc", "gongbao/v1", "google", "grpc"),
    **{f"services/{name}": DOMAIN + (f"services/{name}",) for name in SERVICES},
    # What a row holds whole is a message of the API.
    "services/adapters/sql": DOMAIN + ("services/adapters/sql", "services/wire", "gongbao/v1"),
    "services/adapters/redis": DOMAIN + ("services/adapters/redis",),
    **{f"services/adapters/{name}": DOMAIN + (f"services/adapters/{name}", "services/adapters/sql")
       for name in ("sqlite", "postgres")},
    # Where ports are joined to what implements them in the same process.
    "services/adapters/local": DOMAIN + ("services/adapters/local", "services/segmentation",
                                         "services/extraction", "services/query"),
    "services/adapters/remote": DOMAIN + ("services/adapters/remote", "services/wire",
                                          "services/rpc", "gongbao/v1", "google", "grpc"),
    "gateway": BELOW_SERVICES + ("gateway", "services/rpc", "services/wire", "gongbao/v1", "google",
                                 "grpc", "absl/strings"),
}
# A handler stands between a service and its protocol, in a library of its own: gongbao_<name>_service.
HANDLER_EXTRA = ("services/wire", "services/rpc", "gongbao/v1", "google", "grpc")
# Headers of technologies, and who may use them.
TECHNOLOGIES = {
    r"<grpcpp/|<grpc/|<google/protobuf/|\.pb\.h": "protos and gRPC",
    r"<sqlite3\.h>|<libpq-fe\.h>|<postgresql/|<hiredis/": "a store or a cache",
}
DOMAIN_LIBRARIES = re.compile(
    r"gongbao_(base|model|ports|language|words|script|gazetteer|figures|ontology|"
    r"ingest|segmentation|extraction|query)$")
FORBIDDEN_LINKS = re.compile(
    r"gongbao_(protos|wire|rpc|\w+_service|sqlite|postgres|redis|remote|local|node\w*|gateway\w*)$|"
    r"protobuf::|gRPC::|grpc|SQLite::|PostgreSQL::|hiredis|sqlite3|libpq")


def sources():
    for top in ("services", "gateway"):
        for path in sorted((SOURCE / top).rglob("*")):
            if path.suffix in (".h", ".cc") and path.name != "main.cc":
                yield path.relative_to(SOURCE).as_posix()


def includes(path):
    return re.findall(r'^\s*#\s*include\s+([<"][^>"]+[>"])', (SOURCE / path).read_text(), re.M)


def part_of(path):
    """The longest known part that holds the file; None for the node, which links what it runs."""
    found = [part for part in ALLOWED if path.startswith(part + "/")]
    return max(found, key=len) if found else None


def targets():
    """Name of each target → what it links, and the stems of its sources."""
    made = {}
    for line in LINKS.read_text().splitlines():
        name, links, paths = line.split("|")
        made[name] = (links.split(), {re.sub(r"\.\w+$", "", path) for path in paths.split()})
    return made


def graph():
    return {name: links for name, (links, _) in targets().items()}


def handler_stems():
    """Sources of the libraries that stand between a service and its protocol."""
    return {stem for name, (_, stems) in targets().items()
            if re.match(r"gongbao_(%s)_service$" % "|".join(SERVICES), name) for stem in stems}


def is_handler(path):
    return re.sub(r"\.\w+$", "", path) in handler_stems()


def reachable(links, start):
    seen, todo = {}, [(start, [start])]
    while todo:
        name, way = todo.pop()
        for library in links.get(name, []):
            library = re.sub(r"\$<LINK_ONLY:(.*)>", r"\1", library)
            if library not in seen:
                seen[library] = way + [library]
                todo.append((library, seen[library]))
    return seen


class Layering(unittest.TestCase):
    def test_the_repository_is_there(self):
        self.assertGreater(len(list(sources())), 50)
        for part in ("services/base", "services/ingest", "services/query", "gateway"):
            self.assertTrue(any(path.startswith(part + "/") for path in sources()), part)

    def test_every_part_includes_only_what_lies_below_it(self):
        wrong = []
        for path in sources():
            part = part_of(path)
            if part is None:
                continue
            allowed = ALLOWED[part] + (HANDLER_EXTRA if is_handler(path) else ())
            for include in includes(path):
                name = include[1:-1]
                if include[0] == '"' and not name.startswith(tuple(a + "/" for a in allowed)):
                    wrong.append(f"{path} includes {name}")
        self.assertEqual(wrong, [])

    def test_no_service_includes_another(self):
        wrong = []
        for path in sources():
            match = re.match(r"services/(%s)/" % "|".join(SERVICES), path)
            for include in includes(path) if match else []:
                other = re.match(r'"services/(%s)/' % "|".join(SERVICES), include)
                if other and other.group(1) != match.group(1):
                    wrong.append(f"{path} includes {include}")
        self.assertEqual(wrong, [])

    def test_technologies_stay_in_their_adapters(self):
        wrong = []
        domain = tuple(f"services/{name}/" for name in ("base", "model", "ports", "language") + SERVICES)
        for path in sources():
            if not path.startswith(domain) or is_handler(path):
                continue
            for include in includes(path):
                for pattern, what in TECHNOLOGIES.items():
                    if re.search(pattern, include):
                        wrong.append(f"{path} includes {include}: {what}")
        self.assertEqual(wrong, [])

    def test_domain_libraries_link_no_protocol_and_no_store(self):
        links = graph()
        domain = [name for name in links if DOMAIN_LIBRARIES.match(name)]
        self.assertGreaterEqual(len(domain), 8, domain)
        wrong = []
        for name in domain:
            for library, way in reachable(links, name).items():
                if FORBIDDEN_LINKS.search(library):
                    wrong.append(" → ".join(way))
        self.assertEqual(wrong, [])

    def test_main_functions_are_five_lines(self):
        mains = sorted((SOURCE / "services").glob("*/main.cc")) + [SOURCE / "gateway" / "main.cc"]
        self.assertEqual(len(mains), 6, mains)
        for path in mains:
            lines = [line for line in path.read_text().splitlines()
                     if line.strip() and not line.startswith("//")]
            self.assertLessEqual(len(lines), 6, path)


if __name__ == "__main__":
    SOURCE, LINKS = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    unittest.main(argv=[sys.argv[0]], verbosity=1)
