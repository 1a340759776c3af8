#include "extract/place/resolve_confidence.h"

#include <stddef.h>

// Claimed and observed, between which is interpolated; observed within 161 km of the truth.
static const struct {
    double raw, observed;
} TABLE[] = {
    {0.0, 0.10},  {0.30, 0.32},  {0.50, 0.48}, {0.70, 0.71},
    {0.88, 0.86}, {0.94, 0.875}, {0.98, 0.92}, {1.0, 0.985},
};

double dln_calibrate(double raw) {
    const size_t count = sizeof TABLE / sizeof *TABLE;
    if (!(raw > 0))
        return TABLE[0].observed;
    for (size_t i = 1; i < count; i++) {
        if (raw <= TABLE[i].raw) {
            double part = (raw - TABLE[i - 1].raw) / (TABLE[i].raw - TABLE[i - 1].raw);
            return TABLE[i - 1].observed + part * (TABLE[i].observed - TABLE[i - 1].observed);
        }
    }
    return TABLE[count - 1].observed;
}
