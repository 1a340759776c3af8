"""Reads the names by language of libgeonames, which stand in gettext catalogues (.mo)."""
import struct

MAGIC = 0x950412DE


def read_catalogue(path):
    """{key: translation} of a .mo file; keys are GeoNames ids, "IQ" or "IQ.01"."""
    data = path.read_bytes()
    order = "<" if struct.unpack_from("<I", data)[0] == MAGIC else ">"
    count, keys_at, values_at = struct.unpack_from(order + "3I", data, 8)

    def text(table, number):
        length, offset = struct.unpack_from(order + "2I", data, table + 8 * number)
        return data[offset:offset + length].decode("utf-8")

    entries = ((text(keys_at, i), text(values_at, i)) for i in range(count))
    return {key: value for key, value in entries if key and value}


def load(work, language):
    return read_catalogue(work / "locale" / language / "LC_MESSAGES" / "geonames.mo")
