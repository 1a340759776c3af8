# The page as two runs of bytes in C, before and behind its data:
# cmake -DFOLDER=… -DOUT=… -P page.cmake
# The browser is told to run and to apply nothing but what has these sums, in base64.
set(digits "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")

function(sum_of text out)
  string(SHA256 hex "${text}")
  string(APPEND hex "0000") # 32 bytes are ten groups of three and two thirds: two of padding
  set(base64 "")
  foreach(group RANGE 0 10)
    math(EXPR at "${group} * 6")
    string(SUBSTRING "${hex}" ${at} 6 bytes)
    foreach(shift 18 12 6 0)
      math(EXPR digit "(0x${bytes} >> ${shift}) & 63")
      string(SUBSTRING "${digits}" ${digit} 1 digit)
      string(APPEND base64 "${digit}")
    endforeach()
  endforeach()
  string(SUBSTRING "${base64}" 0 43 base64)
  set(${out} "sha256-${base64}=" PARENT_SCOPE)
endfunction()

function(bytes_of text out)
  file(WRITE ${OUT}.part "${text}")
  file(READ ${OUT}.part hex HEX)
  string(REGEX REPLACE "(................................)" "\\1\n" hex "${hex}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," hex "${hex}")
  file(REMOVE ${OUT}.part)
  set(${out} "${hex}" PARENT_SCOPE)
endfunction()

foreach(name page.html page.css map.js page.js)
  # Brackets and semicolons mean something to CMake's lists: file(READ) leaves them alone.
  file(READ ${FOLDER}/${name} ${name})
endforeach()
set(script "${map.js}${page.js}")
sum_of("${script}" script_sum)
sum_of("${page.css}" style_sum)
set(page "${page.html}")
string(REPLACE "@SCRIPT_HASH@" "${script_sum}" page "${page}")
string(REPLACE "@STYLE_HASH@" "${style_sum}" page "${page}")
string(REPLACE "@STYLE@" "${page.css}" page "${page}")
string(REPLACE "@SCRIPT@" "${script}" page "${page}")
string(FIND "${page}" "@DATA@" at)
string(SUBSTRING "${page}" 0 ${at} before)
math(EXPR at "${at} + 6")
string(SUBSTRING "${page}" ${at} -1 behind)
bytes_of("${before}" before)
bytes_of("${behind}" behind)
file(WRITE ${OUT} "#include \"export/page.h\"

static const unsigned char before[] = {
${before}};
static const unsigned char behind[] = {
${behind}};

dln_str dln_page_before(void) {
    return (dln_str){(const char *)before, sizeof before};
}

dln_str dln_page_behind(void) {
    return (dln_str){(const char *)behind, sizeof behind};
}
")
