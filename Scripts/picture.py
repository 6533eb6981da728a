"""Draws the beginning of a real answer as Examples/route.svg. Usage: python3 Scripts/picture.py (after swift build)."""
import html
import pathlib
import subprocess

root = pathlib.Path(__file__).resolve().parent.parent
command = ["route", "Examples/cases/v02.yaml"]
answer = subprocess.run([root / ".build/debug/waymark", *command], cwd=root, capture_output=True, text=True, check=True)
lines = ["$ waymark " + " ".join(command), ""] + answer.stdout.splitlines()[:42] + ["…"]
colours = {"✓": "#2e7d32", "✗": "#b3261e", "?": "#8a6d00", "$": "#555"}
height = 20 + 18 * len(lines)
parts = [
    f'<svg xmlns="http://www.w3.org/2000/svg" width="760" height="{height}" viewBox="0 0 760 {height}" role="img">',
    "<title>Output of waymark route for a person dependent on heroin who is not in treatment</title>",
    '<rect width="100%" height="100%" rx="6" fill="#fafafa" stroke="#ccc"/>',
    '<g font-family="ui-monospace, Menlo, Consolas, monospace" font-size="14" xml:space="preserve" fill="#1a1a1a">',
]
for number, line in enumerate(lines):
    colour = colours.get(line.strip()[:1], "#1a1a1a")
    weight = ' font-weight="bold"' if line and not line.startswith((" ", "$")) else ""
    parts.append(f'<text x="14" y="{28 + 18 * number}" fill="{colour}"{weight}>{html.escape(line)}</text>')
parts += ["</g>", "</svg>", ""]
(root / "Examples/route.svg").write_text("\n".join(parts), encoding="utf-8")
