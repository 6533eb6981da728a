#ifndef WAYMARK_CSIMDJSON_H
#define WAYMARK_CSIMDJSON_H
#ifdef __cplusplus
extern "C" {
#endif
/// Version of the simdjson library that was built against.
const char *csimdjson_version(void);
#ifdef __cplusplus
}
#endif
#endif
