"""Real QGIS opens the database, GeoPackage and GeoJSON: valid, styled, labelled, with time."""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())

import skip

try:
    from qgis.core import (QgsApplication, QgsDateTimeRange, QgsFeatureRequest, QgsMapRendererParallelJob, QgsMapSettings,
                           QgsProject, QgsRectangle, QgsVectorLayer, QgsVectorLayerTemporalContext)
    from qgis.PyQt.QtCore import QDate, QDateTime, QSize, Qt, QTime
    from qgis.PyQt.QtGui import QColor
except ImportError as missing:
    skip.skip("python3-qgis", f"no QGIS here ({missing})")

REPORTS = pathlib.Path(__file__).resolve().parent.parent / "reports"
PROGRAM = pathlib.Path(sys.argv.pop(1)).resolve()
PICTURES = pathlib.Path(sys.argv.pop(1)).resolve()
LAYERS = {"Incidents", "Movements", "Known only roughly"}


def dateline(folder, *arguments):
    done = subprocess.run([PROGRAM, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise AssertionError(f"{arguments}: {done.stderr}")
    return done.stdout


def layer_named(name):
    return QgsProject.instance().mapLayersByName(name)[0]


class Qgis(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="dateline-qgis-"))
        # Everything that has a meaning in a layer's source or in XML stands in this name.
        cls.database = "it's <my> \"data\" & é.sqlite"
        dateline(cls.folder, "ingest", "--quiet", "--db", cls.database, str(REPORTS))
        cls.incidents = json.loads(dateline(cls.folder, "query", "--db", cls.database, "-f", "json"))
        cls.placed = [i for i in cls.incidents if i["lat"] is not None]
        cls.geojson = json.loads(dateline(cls.folder, "export", "--db", cls.database, "-o", "-"))
        cls.ways = [f for f in cls.geojson["features"] if f["properties"]["layer"] == "movement"]

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder, ignore_errors=True)

    def tearDown(self):
        QgsProject.instance().clear()

    def export(self, *arguments):
        dateline(self.folder, "export", "--db", self.database, *arguments)

    def open_project(self, path):
        project = QgsProject.instance()
        project.clear()
        self.assertTrue(project.read(str(path)), project.error())
        layers = project.mapLayers().values()
        self.assertEqual([l.name() for l in layers if not l.isValid()], [])
        self.assertLessEqual(LAYERS, {l.name() for l in layers})
        self.assertEqual(project.crs().authid(), "EPSG:3857")
        return project

    def check_styled(self, layer):
        """Each type in the colour that the GeoJSON, and with it the map, gives it."""
        renderer = layer.renderer()
        self.assertEqual(renderer.type(), "categorizedSymbol")
        colours = {c.value(): c.symbol().color().name().upper() for c in renderer.categories()}
        self.assertEqual(len(colours), 12)
        for feature in self.geojson["features"]:
            about = feature["properties"]
            self.assertEqual(colours[about["type"]], about.get("marker-color") or about["stroke"])
        self.assertTrue(layer.labelsEnabled())
        self.assertIsNotNone(layer.labeling())

    def shown_between(self, layer, first, last):
        """What the Temporal Controller shows of a frame that runs over these days."""
        day = lambda text: QDateTime(QDate.fromString(text, "yyyy-MM-dd"), QTime(0, 0), Qt.UTC)
        frame = QgsDateTimeRange(day(first), day(last).addDays(1), True, False)
        context = QgsVectorLayerTemporalContext()
        context.setLayer(layer)
        condition = layer.temporalProperties().createFilterString(context, frame)
        self.assertIn("date_start", condition)
        request = QgsFeatureRequest().setFilterExpression(condition)
        return sorted(feature["id"] for feature in layer.getFeatures(request))

    def check_timed(self, project, layer):
        self.assertTrue(layer.temporalProperties().isActive())
        days = sorted(i["date"] for i in self.incidents if i["date"])
        shown = project.timeSettings().temporalRange()
        self.assertEqual(shown.begin().toString("yyyy-MM-dd"), days[0])
        for first, last in (("2024-08-04", "2024-08-04"), ("2024-08-05", "2024-08-05"), ("2024-07-01", "2024-08-31")):
            found = json.loads(dateline(self.folder, "query", "--db", self.database, "--since", first, "--until", last, "-f", "json"))
            self.assertEqual(self.shown_between(layer, first, last), sorted(i["id"] for i in found if self.is_in(layer, i)), (first, last))

    def is_in(self, layer, incident):
        # Asked for its points, a GeoJSON leaves out what has no place.
        return incident["lat"] is not None or "geometrytype" not in layer.source()

    def check_project(self, path, count):
        project = self.open_project(path)
        incidents, movements = layer_named("Incidents"), layer_named("Movements")
        self.assertEqual(incidents.featureCount(), count)
        self.assertEqual(sum(1 for f in movements.getFeatures() if f.hasGeometry()), len(self.ways))
        for layer in (incidents, movements):
            self.check_styled(layer)
        self.check_timed(project, incidents)
        self.assertTrue(movements.temporalProperties().isActive())
        return project

    def test_the_database(self):
        self.export("--qgis")
        path = self.folder / self.database.replace(".sqlite", ".qgs")
        project = self.check_project(path, len(self.incidents))
        self.assertTrue(all(r.isValid() for r in project.relationManager().relations().values()))
        self.assertEqual(len(project.relationManager().relations()), 1)

    def test_a_geopackage(self):
        self.export("--qgis", "-o", "a.gpkg")
        self.check_project(self.folder / "a.qgs", len(self.incidents))

    def test_a_geojson(self):
        self.export("--qgis", "-o", "b.geojson")
        self.check_project(self.folder / "b.qgs", len(self.placed))

    def test_it_moves_with_its_data(self):
        self.export("--qgis")
        text = (self.folder / self.database.replace(".sqlite", ".qgs")).read_text(encoding="utf-8")
        self.assertNotIn(str(self.folder), text)
        moved = self.folder / "else where"
        moved.mkdir()
        for path in self.folder.glob("it's*"):
            shutil.copy(path, moved)
        self.open_project(moved / self.database.replace(".sqlite", ".qgs"))
        self.assertIn("else where", layer_named("Incidents").source())

    def test_it_finds_its_data_in_another_folder(self):
        (self.folder / "projects/deep").mkdir(parents=True)
        self.export("-o", "projects/deep/p.qgs")
        self.open_project(self.folder / "projects/deep/p.qgs")

    def test_filters_hold_in_it(self):
        for number, filters in enumerate((["--type", "strike,clash"], ["--in", "Iraq"], ["--status", "all", "--since", "2024-01-01"],
                                          ["--near", "Palmyra", "--within", "300"], ["--limit", "7"])):
            with self.subTest(filters):
                self.export("-o", f"filtered{number}.qgs", *filters)
                self.open_project(self.folder / f"filtered{number}.qgs")
                expected = json.loads(dateline(self.folder, "query", "--db", self.database, *filters, "-f", "json"))
                layer = layer_named("Incidents")
                self.assertEqual(sorted(f["id"] for f in layer.getFeatures()), sorted(i["id"] for i in expected))

    def test_styles_without_a_project(self):
        self.export("-o", "c.gpkg")
        self.export("-o", "c.geojson")
        database = str(self.folder / self.database)
        quoted = database.replace("\\", "\\\\").replace("'", "\\'")
        for source, provider in ((f"dbname='{quoted}' table=\"incident\" (geom)", "spatialite"),
                                 (f"dbname='{quoted}' key='id' table=\"movements\" (geom)", "spatialite"),
                                 (f"{database}|layername=incident", "ogr"),
                                 (f"{self.folder}/c.gpkg|layername=incident", "ogr"),
                                 (f"{self.folder}/c.gpkg|layername=movement", "ogr"),
                                 (f"{self.folder}/c.geojson|geometrytype=Point", "ogr")):
            with self.subTest(source):
                layer = QgsVectorLayer(source, "a layer", provider)
                self.assertTrue(layer.isValid())
                self.assertGreater(layer.featureCount(), 0)
                self.check_styled(layer)
                layer.loadDefaultStyle()  # as the window does when a layer is added
                self.assertTrue(layer.temporalProperties().isActive())

    def test_it_draws(self):
        self.export("--bbox", "33,28,50,38", "-o", "drawn.qgs")
        project = self.open_project(self.folder / "drawn.qgs")
        extent = re.search(r"<extent><xmin>(.*?)</xmin><ymin>(.*?)</ymin><xmax>(.*?)</xmax><ymax>(.*?)</ymax>",
                           (self.folder / "drawn.qgs").read_text(encoding="utf-8"))
        settings = QgsMapSettings()
        settings.setLayers(project.layerTreeRoot().layerOrder())
        settings.setOutputSize(QSize(1200, 800))
        settings.setDestinationCrs(project.crs())
        settings.setTransformContext(project.transformContext())
        settings.setBackgroundColor(project.backgroundColor())
        settings.setExtent(QgsRectangle(*map(float, extent.groups())))
        job = QgsMapRendererParallelJob(settings)
        job.start()
        job.waitForFinished()
        self.assertEqual([e.message for e in job.errors()], [])
        image = job.renderedImage()
        self.assertTrue(image.save(str(PICTURES / "qgis.png")))
        seen = {}
        for x in range(image.width()):
            for y in range(image.height()):
                pixel = image.pixel(x, y)
                seen[pixel] = seen.get(pixel, 0) + 1
        for name, colour, least in (("strikes", "#D55E00", 200), ("movements", "#332288", 200), ("sea", "#C9DCE8", 20000),
                                    ("land", "#FCFAF4", 200000)):
            self.assertGreater(seen.get(QColor(colour).rgb(), 0), least, name)


if __name__ == "__main__":
    application = QgsApplication([], False)
    application.initQgis()
    done = unittest.main(verbosity=2, exit=False)
    sys.stdout.flush()
    os._exit(0 if done.result.wasSuccessful() else 1)  # QGIS's own end crashes when Python still holds layers
