#include "dateline/geo.h"

#include <math.h>

static const double pi = 3.14159265358979323846;

bool dln_lonlat_is_valid(dln_lonlat at) {
    return isfinite(at.lon) && isfinite(at.lat) && fabs(at.lon) <= 180 && fabs(at.lat) <= 90;
}

double dln_wrap_lon(double lon) {
    double wrapped = fmod(lon + 180, 360);
    return (wrapped < 0 ? wrapped + 360 : wrapped) - 180;
}

bool dln_box_is_valid(dln_box box) {
    return dln_lonlat_is_valid((dln_lonlat){box.west, box.south}) &&
           dln_lonlat_is_valid((dln_lonlat){box.east, box.north}) && box.south <= box.north;
}

bool dln_box_contains(dln_box box, dln_lonlat at) {
    if (at.lat < box.south || at.lat > box.north)
        return false;
    if (box.west <= box.east)
        return at.lon >= box.west && at.lon <= box.east;
    return at.lon >= box.west || at.lon <= box.east;
}

dln_box dln_box_around(dln_lonlat center, double radius_m) {
    // A margin of one per cent covers the ellipsoid, which is up to 0.6 % off the mean sphere.
    double angle = radius_m * 1.01 / DLN_EARTH_RADIUS_M;
    double angle_deg = angle * 180 / pi;
    dln_box box = {-180, center.lat - angle_deg, 180, center.lat + angle_deg};
    bool over_pole = box.south <= -90 || box.north >= 90;
    box.south = fmax(box.south, -90);
    box.north = fmin(box.north, 90);
    double lat = center.lat * pi / 180;
    if (over_pole || sin(angle) >= cos(lat))
        return box;
    // The meridians that touch the circle: asin(sin r / cos lat), wider than r at any latitude.
    double half_deg = asin(sin(angle) / cos(lat)) * 180 / pi;
    box.west = dln_wrap_lon(center.lon - half_deg);
    box.east = dln_wrap_lon(center.lon + half_deg);
    return box;
}
