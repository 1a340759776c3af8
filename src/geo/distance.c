#include "dateline/geo.h"

#include <math.h>

static const double pi = 3.14159265358979323846;

static double radians(double degrees) {
    return degrees * pi / 180;
}

static double degrees(double radians_) {
    return radians_ * 180 / pi;
}

double dln_great_circle_m(dln_lonlat from, dln_lonlat to) {
    double half_lat = sin(radians(to.lat - from.lat) / 2);
    double half_lon = sin(radians(to.lon - from.lon) / 2);
    double h =
        half_lat * half_lat + cos(radians(from.lat)) * cos(radians(to.lat)) * half_lon * half_lon;
    return 2 * DLN_EARTH_RADIUS_M * asin(fmin(1, sqrt(h)));
}

// What Vincenty's iteration carries from one approximation of lambda to the next.
typedef struct arc {
    double sin_sigma, cos_sigma, sigma, cos2_alpha, cos_2sigma_m;
} arc;

static arc arc_at(double lambda, double sin_u1, double cos_u1, double sin_u2, double cos_u2) {
    double across = cos_u2 * sin(lambda);
    double along = cos_u1 * sin_u2 - sin_u1 * cos_u2 * cos(lambda);
    arc a = {.sin_sigma = sqrt(across * across + along * along),
             .cos_sigma = sin_u1 * sin_u2 + cos_u1 * cos_u2 * cos(lambda)};
    a.sigma = atan2(a.sin_sigma, a.cos_sigma);
    double sin_alpha = a.sin_sigma > 0 ? cos_u1 * cos_u2 * sin(lambda) / a.sin_sigma : 0;
    a.cos2_alpha = 1 - sin_alpha * sin_alpha;
    // On the equator cos2_alpha is 0 and the term drops out.
    a.cos_2sigma_m = a.cos2_alpha > 0 ? a.cos_sigma - 2 * sin_u1 * sin_u2 / a.cos2_alpha : 0;
    return a;
}

// T. Vincenty, "Direct and inverse solutions of geodesics on the ellipsoid", Survey Review 1975.
double dln_distance_m(dln_lonlat from, dln_lonlat to) {
    const double a = 6378137.0, f = 1 / 298.257223563, b = a * (1 - f); // WGS 84
    enum { MOST_STEPS = 100 }; // it converges in three but for nearly antipodal points
    double u1 = atan((1 - f) * tan(radians(from.lat))), u2 = atan((1 - f) * tan(radians(to.lat)));
    double sin_u1 = sin(u1), cos_u1 = cos(u1), sin_u2 = sin(u2), cos_u2 = cos(u2);
    double span = radians(dln_wrap_lon(to.lon - from.lon)), lambda = span;
    for (int step = 0; step < MOST_STEPS; step++) {
        arc s = arc_at(lambda, sin_u1, cos_u1, sin_u2, cos_u2);
        if (s.sin_sigma == 0)
            return s.cos_sigma > 0 ? 0 : dln_great_circle_m(from, to);
        double sin_alpha = cos_u1 * cos_u2 * sin(lambda) / s.sin_sigma;
        double c = f / 16 * s.cos2_alpha * (4 + f * (4 - 3 * s.cos2_alpha));
        double m = s.cos_2sigma_m;
        double next =
            span + (1 - c) * f * sin_alpha *
                       (s.sigma + c * s.sin_sigma * (m + c * s.cos_sigma * (2 * m * m - 1)));
        double change = fabs(next - lambda);
        lambda = next;
        if (change > 1e-12)
            continue;
        double u = s.cos2_alpha * (a * a - b * b) / (b * b);
        double k = 1 + u / 16384 * (4096 + u * (-768 + u * (320 - 175 * u)));
        double l = u / 1024 * (256 + u * (-128 + u * (74 - 47 * u)));
        double correction =
            l * s.sin_sigma *
            (m + l / 4 *
                     (s.cos_sigma * (2 * m * m - 1) -
                      l / 6 * m * (4 * s.sin_sigma * s.sin_sigma - 3) * (4 * m * m - 3)));
        return b * k * (s.sigma - correction);
    }
    return dln_great_circle_m(from, to);
}

double dln_bearing_deg(dln_lonlat from, dln_lonlat to) {
    double span = radians(to.lon - from.lon), lat1 = radians(from.lat), lat2 = radians(to.lat);
    double east = sin(span) * cos(lat2);
    double north = cos(lat1) * sin(lat2) - sin(lat1) * cos(lat2) * cos(span);
    double bearing = degrees(atan2(east, north));
    return bearing < 0 ? bearing + 360 : bearing;
}

dln_lonlat dln_travel(dln_lonlat from, double bearing_deg, double distance_m) {
    double angle = distance_m / DLN_EARTH_RADIUS_M, bearing = radians(bearing_deg);
    double lat = radians(from.lat);
    double sin_lat = sin(lat) * cos(angle) + cos(lat) * sin(angle) * cos(bearing);
    double east = sin(bearing) * sin(angle) * cos(lat);
    double span = atan2(east, cos(angle) - sin(lat) * sin_lat);
    return (dln_lonlat){dln_wrap_lon(from.lon + degrees(span)),
                        degrees(asin(fmax(-1, fmin(1, sin_lat))))};
}

dln_lonlat dln_midpoint(dln_lonlat a, dln_lonlat b) {
    return dln_travel(a, dln_bearing_deg(a, b), dln_great_circle_m(a, b) / 2);
}

double dln_segment_distance_m(dln_lonlat at, dln_lonlat a, dln_lonlat b) {
    double to_a = dln_distance_m(at, a), to_b = dln_distance_m(at, b);
    double length = dln_great_circle_m(a, b) / DLN_EARTH_RADIUS_M;
    double angle_a = dln_great_circle_m(a, at) / DLN_EARTH_RADIUS_M;
    double turn = radians(dln_bearing_deg(a, at) - dln_bearing_deg(a, b));
    // Where the perpendicular meets the great circle, as an angle from a.
    double along = atan2(sin(angle_a) * cos(turn), cos(angle_a));
    if (along <= 0 || along >= length)
        return fmin(to_a, to_b);
    dln_lonlat foot = dln_travel(a, dln_bearing_deg(a, b), along * DLN_EARTH_RADIUS_M);
    return dln_distance_m(at, foot);
}

const char *dln_compass_point(double bearing_deg) {
    static const char *const points[16] = {"N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE",
                                           "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW"};
    double turned = fmod(fmod(bearing_deg, 360) + 360, 360);
    return points[(int)(turned / 22.5 + 0.5) % 16];
}
