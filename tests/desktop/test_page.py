"""A real browser opens the page: it lists, filters, explains, and takes no text for markup."""
import json
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True

import browser
import skip

if not browser.find():
    skip.skip("chromium", "no Chromium here")

REPORTS = pathlib.Path(__file__).resolve().parent.parent / "reports"
PROGRAM = pathlib.Path(sys.argv.pop(1)).resolve()
PICTURES = pathlib.Path(sys.argv.pop(1)).resolve()
HOSTILE = "</script><script>window.stolen=1</script><img src=x onerror=\"window.stolen=1\"> <!-- ]]> & &amp; \"' \u2028 \u202e \U0001f4a5"


def dateline(folder, *arguments):
    done = subprocess.run([PROGRAM, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise AssertionError(f"{arguments}: {done.stderr}")
    return done.stdout


class Page(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="dateline-page-"))
        dateline(cls.folder, "ingest", "--quiet", "--db", "a.sqlite", str(REPORTS))
        dateline(cls.folder, "export", "--db", "a.sqlite", "--bbox", "33,28,50,38", "-o", "page.html")
        cls.incidents = json.loads(dateline(cls.folder, "query", "--db", "a.sqlite", "--bbox", "33,28,50,38", "-f", "json"))
        cls.browser = browser.Browser()

    @classmethod
    def tearDownClass(cls):
        cls.browser.close()
        shutil.rmtree(cls.folder, ignore_errors=True)

    def setUp(self):
        self.browser.open(self.folder / "page.html")

    def tearDown(self):
        self.assertEqual(self.browser.complaints(), [])

    def run_script(self, script):
        return self.browser.run(script)

    def rows(self):
        return self.run_script("[...document.querySelectorAll('#list button')].map(b => Number(b.dataset.id))")

    def test_it_lists_what_the_database_has(self):
        self.assertEqual(self.rows(), [i["id"] for i in self.incidents])
        self.assertIn(f"{len(self.incidents)} of {len(self.incidents)} incidents", self.run_script("document.getElementById('summary').textContent"))
        self.browser.picture(PICTURES / "page.png")

    def test_the_map_has_land_sea_and_marks(self):
        self.browser.picture(PICTURES / "page.png")
        colours = self.run_script("""(() => {
            const canvas = document.getElementById('map'), seen = {};
            const bytes = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
            for (let i = 0; i < bytes.length; i += 4) {
                const key = [bytes[i], bytes[i + 1], bytes[i + 2]].map(b => b.toString(16).padStart(2, '0')).join('');
                seen[key] = (seen[key] || 0) + 1;
            }
            return seen;
        })()""")
        self.assertGreater(colours.get("fcfaf4", 0), 100000)  # land
        self.assertGreater(colours.get("c9dce8", 0), 10000)   # sea
        self.assertGreater(colours.get("d55e00", 0), 300)     # strikes
        self.assertGreater(colours.get("332288", 0), 300)     # movements

    def test_types_text_and_days_filter(self):
        def expect(matching):
            self.assertEqual(self.rows(), [i["id"] for i in self.incidents if matching(i)])
        self.run_script("document.querySelector('#types input[value=strike]').click()")
        expect(lambda i: i["type"] != "strike")
        self.run_script("document.querySelector('#types input[value=strike]').click()")
        self.run_script("document.getElementById('text').focus()")
        self.browser.call("Input.insertText", text="palmyra")
        self.assertTrue(0 < len(self.rows()) < len(self.incidents))
        self.run_script("const t = document.getElementById('text'); t.value = ''; t.dispatchEvent(new Event('input'))")
        days = sorted(i["date"] for i in self.incidents if i["date"])
        self.run_script("document.getElementById('from').focus()")
        self.browser.key("ArrowRight", 39)
        expect(lambda i: i["date"] and (i["date_end"] or i["date"]) > days[0])
        self.assertIn(days[-1], self.run_script("document.getElementById('days').textContent"))

    def test_a_click_on_the_map_shows_the_sentence(self):
        one = next(i for i in self.incidents if (i["place"] or "").startswith("Palmyra"))
        x, y = self.run_script(f"""(() => {{
            const box = document.getElementById('map').getBoundingClientRect(), mark = map.shown.find(s => s.incident.id === {one['id']});
            return [box.left + mark.px, box.top + mark.py];
        }})()""")
        self.browser.click(x, y)
        self.assertFalse(self.run_script("document.getElementById('details').hidden"))
        said = self.run_script("document.getElementById('details').textContent")
        for source in one["sources"]:
            self.assertIn(source["sentence"], said)
        self.assertEqual(self.run_script("document.querySelector('#list [aria-current]').dataset.id"), str(one["id"]))
        self.browser.picture(PICTURES / "page-details.png")

    def test_the_keyboard_reaches_everything(self):
        reached = []
        for _ in range(14 + len(self.run_script("[...document.querySelectorAll('#types input')].map(i => i.value)"))):
            self.browser.key("Tab", 9)
            reached.append(self.run_script("document.activeElement.id || document.activeElement.className || document.activeElement.value || document.activeElement.dataset.id"))
        for name in ("skip", "map", "zoom-in", "play", "from", "to", "strike", "text", str(self.incidents[0]["id"])):
            self.assertIn(name, reached)
        self.run_script("document.querySelector('#list button').focus()")
        self.browser.key("Enter", 13, "\r")
        self.assertEqual(self.run_script("document.activeElement.id"), "details")
        self.browser.key("Escape", 27)
        self.assertTrue(self.run_script("document.getElementById('details').hidden"))
        self.assertEqual(self.run_script("document.activeElement.dataset.id"), str(self.incidents[0]["id"]))
        self.run_script("document.getElementById('map').focus()")
        before = self.run_script("[map.x, map.zoom]")
        self.browser.key("ArrowRight", 39)
        self.browser.key("+", 187, "+")
        after = self.run_script("[map.x, map.zoom]")
        self.assertGreater(after[0], before[0])
        self.assertGreater(after[1], before[1])

    def test_a_screen_reader_is_told(self):
        nodes = self.browser.call("Accessibility.getFullAXTree")["nodes"]
        named = {(n.get("role", {}).get("value"), n.get("name", {}).get("value", "")) for n in nodes}
        roles = {role for role, _ in named}
        self.assertLessEqual({"heading", "searchbox", "slider", "checkbox", "list", "status"}, roles)
        self.assertTrue(any(role in ("image", "img") and "incidents" in name for role, name in named), named)
        for role, name in named:
            if role in ("button", "checkbox", "slider", "searchbox", "link"):
                self.assertTrue(name.strip(), (role, name))

    def test_it_is_dark_where_that_is_preferred(self):
        self.browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark"}])
        self.addCleanup(self.browser.call, "Emulation.setEmulatedMedia", features=[])
        self.browser.picture(PICTURES / "page-dark.png")
        self.assertEqual(self.run_script("getComputedStyle(document.body).backgroundColor"), "rgb(21, 24, 28)")
        pixel = self.run_script("[...document.getElementById('map').getContext('2d').getImageData(3, 3, 1, 1).data]")
        self.assertLess(sum(pixel[:3]), 250)

    def test_a_telephone_shows_it_in_one_column(self):
        self.browser.call("Emulation.setDeviceMetricsOverride", width=390, height=844, deviceScaleFactor=2, mobile=True)
        self.addCleanup(self.browser.call, "Emulation.setDeviceMetricsOverride", width=1200, height=800, deviceScaleFactor=1, mobile=False)
        self.browser.picture(PICTURES / "page-narrow.png")
        self.assertLessEqual(self.run_script("document.documentElement.scrollWidth"), 390)

    def test_hostile_text_stays_text(self):
        copy = self.folder / "hostile.sqlite"
        shutil.copy(self.folder / "a.sqlite", copy)
        one = next(i for i in self.incidents if i["lat"] is not None)["id"]
        database = sqlite3.connect(copy)
        for trigger, in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'incident'").fetchall():
            database.execute(f'DROP TRIGGER "{trigger}"')
        database.execute("UPDATE incident SET place = ?1, actor = ?1, target = ?1, subtype = ?1 WHERE id = ?2", (HOSTILE, one))
        database.execute("UPDATE evidence SET sentence = ? WHERE incident_id = ?", (HOSTILE + "\x01\x1f\t\n", one))
        database.execute("UPDATE report SET title = ?1, source = ?1, url = 'javascript:window.stolen=1'"
                         " WHERE key IN (SELECT report_key FROM evidence WHERE incident_id = ?2)", (HOSTILE, one))
        database.commit()
        database.close()
        dateline(self.folder, "export", "--db", "hostile.sqlite", "--title", HOSTILE, "-o", "hostile.html")
        self.browser.open(self.folder / "hostile.html")
        self.assertEqual(self.run_script("data.title"), HOSTILE)
        self.run_script(f"document.querySelector('#list [data-id=\"{one}\"]').click()")
        self.assertEqual(self.run_script("document.querySelector('#details blockquote').textContent"), HOSTILE + "\x01\x1f\t\n")
        self.assertIn(HOSTILE, self.run_script("document.querySelector('#details h2').textContent"))
        self.assertIsNone(self.run_script("window.stolen || null"))
        self.assertEqual(self.run_script("document.querySelectorAll('img, #details a').length"), 0)
        self.assertEqual(self.run_script("document.scripts.length"), 2)

    def test_twenty_thousand_incidents_are_listed_filtered_and_drawn(self):
        count = 20000
        rows = ["id,type,date_start,place,lon,lat,radius_m,geo_precision,actor,way"]
        for i in range(count):
            lon, lat = 33 + i % 200 * .08, 28 + i // 200 * .1
            way = f"\"LINESTRING ({lon:.4f} {lat:.4f}, {lon + 1:.4f} {lat:.4f})\"" if i % 5 == 2 else ""
            rows.append(f"{i + 1},{('strike', 'clash', 'movement', 'attack', 'protest')[i % 5]},2024-{1 + i % 12:02d}-01,Place {i},"
                        f"{lon:.4f},{lat:.4f},500,1,{'army' if i % 4 else 'militia'},{way}")
        (self.folder / "many.csv").write_text("\n".join(rows) + "\n")
        dateline(self.folder, "import", "--quiet", "--db", "many.sqlite", "many.csv")
        dateline(self.folder, "export", "--db", "many.sqlite", "-o", "many.html")
        self.browser.open(self.folder / "many.html")
        summary = "document.getElementById('summary').textContent"
        self.assertEqual(self.run_script(summary), f"{count} of {count} incidents")
        self.assertEqual(len(self.rows()), 200)
        self.run_script("document.getElementById('more').click()")
        self.assertEqual(len(self.rows()), 400)
        self.run_script("const t = document.getElementById('text'); t.value = 'militia'; t.dispatchEvent(new Event('input'))")
        self.assertEqual(self.run_script(summary), f"{count // 4} of {count} incidents")
        self.run_script("document.querySelector('#types input[value=movement]').click()")
        self.assertEqual(self.run_script(summary), f"{count // 4 - count // 20} of {count} incidents")
        self.run_script("document.getElementById('map').focus()")
        for key, code in (("ArrowRight", 39), ("ArrowDown", 40)):
            self.browser.key(key, code)
        self.browser.picture(PICTURES / "page-many.png")
        self.run_script("document.querySelector('#list button').focus()")
        self.browser.key("Enter", 13, "\r")
        self.assertIn("militia", self.run_script("document.getElementById('details').textContent"))

    def test_no_script_but_its_own_runs(self):
        self.run_script("document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.injected = 1'}))")
        self.assertIsNone(self.run_script("window.injected || null"))
        told = self.browser.complaints()
        self.assertTrue(any("Content Security Policy" in line for line in told), told)
        self.browser.events.clear()


if __name__ == "__main__":
    unittest.main(verbosity=2)
