#include "unit/gazetteer/fixture.h"

int main(void) {
    return run_parts() + run_names() + run_spatial() + run_lookup() + run_areas() + run_build() +
           run_damage() + run_geocode() + run_memory();
}
