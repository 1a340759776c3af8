# gazetteer/codes/countries.tsv as a table in C: cmake -DIN=… -DOUT=… -P country_table.cmake
file(STRINGS ${IN} lines ENCODING UTF-8)
set(rows "")
foreach(line IN LISTS lines)
  if(line MATCHES "^([A-Z][A-Z])\t([0-9]+)\t([^\t]*)\t([^\t]*)\t([^\t]+)$")
    string(APPEND rows "    {\"${CMAKE_MATCH_1}\", ${CMAKE_MATCH_2}, \"${CMAKE_MATCH_3}\", \"${CMAKE_MATCH_4}\", \"${CMAKE_MATCH_5}\"},\n")
  elseif(NOT line MATCHES "^(#|code\t)")
    message(FATAL_ERROR "${IN}: no row of five columns: ${line}")
  endif()
endforeach()
file(WRITE ${OUT} "#include \"export/country.h\"

const dln_country dln_countries[] = {
${rows}};
const size_t dln_country_count = sizeof dln_countries / sizeof dln_countries[0];
")
