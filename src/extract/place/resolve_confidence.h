// Confidence: what comes out of the scores, bent until it means how often it is right.
#ifndef DLN_EXTRACT_PLACE_RESOLVE_CONFIDENCE_H
#define DLN_EXTRACT_PLACE_RESOLVE_CONFIDENCE_H

// `raw` is the probability the scores claim, 0..1; the result is the share of mentions with that
// claim that were right. Table from tests/bench/calibrate.py.
double dln_calibrate(double raw);

#endif
