#ifndef RUHU_CLIBXLSXWRITER_SHIM_H
#define RUHU_CLIBXLSXWRITER_SHIM_H

#include <xlsxwriter.h>

#endif
