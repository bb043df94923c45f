// The files stay files that people read and change; the compiler puts their bytes into the program (C23, #embed).
// A Swift array literal of this size would take the compiler more than a minute.
#pragma clang diagnostic ignored "-Wc23-extensions"
#pragma clang diagnostic ignored "-Wnullability-extension"

#include "CBuiltInContent.h"

static const unsigned char kunming_2009[] = {
#embed "standards/kunming-2009-civilised-community.yaml"
};
static const unsigned char nanhai_2011[] = {
#embed "standards/nanhai-2011-happy-harmonious-community.yaml"
};
static const unsigned char nanhai_2012[] = {
#embed "standards/nanhai-2012-livable-community.yaml"
};
static const unsigned char qingpu_2011[] = {
#embed "standards/qingpu-2011-community-demonstration.yaml"
};
static const unsigned char shiying_2013[] = {
#embed "standards/shiying-2013-safe-civilised-community.yaml"
};

static const struct ruhu_built_in_file files[] = {
    {"kunming-2009-civilised-community.yaml", kunming_2009, sizeof(kunming_2009)},
    {"nanhai-2011-happy-harmonious-community.yaml", nanhai_2011, sizeof(nanhai_2011)},
    {"nanhai-2012-livable-community.yaml", nanhai_2012, sizeof(nanhai_2012)},
    {"qingpu-2011-community-demonstration.yaml", qingpu_2011, sizeof(qingpu_2011)},
    {"shiying-2013-safe-civilised-community.yaml", shiying_2013, sizeof(shiying_2013)},
};
const struct ruhu_built_in_file *_Nonnull const ruhu_built_in_standards = files;
const size_t ruhu_built_in_standards_count = sizeof(files) / sizeof(files[0]);
