// dateline: incidents from reports, onto maps. This header includes all public ones.
#ifndef DATELINE_H
#define DATELINE_H

#include "dateline/base.h"
#include "dateline/day.h"
#include "dateline/edit.h"
#include "dateline/export.h"
#include "dateline/extract.h"
#include "dateline/filter.h"
#include "dateline/gazetteer.h"
#include "dateline/geo.h"
#include "dateline/geocode.h"
#include "dateline/import.h"
#include "dateline/incident.h"
#include "dateline/lexicon.h"
#include "dateline/map.h"
#include "dateline/report.h"
#include "dateline/sketch.h"
#include "dateline/sql.h"
#include "dateline/store.h"
#include "dateline/tally.h"

#endif
