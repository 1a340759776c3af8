#include "unit/extract/places_fixture.h"

int main(void) {
    return run_mention_tests() + run_resolve_tests() + run_relation_tests() + run_damaged_tests() !=
           0;
}
