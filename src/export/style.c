#include "base/qml.h"
#include "dateline/export.h"

dln_status dln_export_style(bool lines, dln_write_bytes write, void *context, dln_error *err) {
    dln_buffer qml = {0};
    dln_qml_append(&qml, lines ? DLN_QML_LINES : DLN_QML_POINTS);
    dln_status status =
        qml.failed ? dln_fail_memory(err) : write(context, dln_buffer_str(&qml), err);
    dln_buffer_free(&qml);
    return status;
}
