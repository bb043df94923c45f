// As in standards.c, the files stay files; `bash Deploy/forms/regenerate.sh` makes them.
#pragma clang diagnostic ignored "-Wc23-extensions"
#pragma clang diagnostic ignored "-Wnullability-extension"

#include "CBuiltInContent.h"

static const unsigned char household_survey[] = {
#embed "forms/household-survey.xml"
};
static const unsigned char publicity_record[] = {
#embed "forms/publicity-record.xml"
};

static const struct ruhu_built_in_file files[] = {
    {"household-survey.xml", household_survey, sizeof(household_survey)},
    {"publicity-record.xml", publicity_record, sizeof(publicity_record)},
};
const struct ruhu_built_in_file *_Nonnull const ruhu_built_in_forms = files;
const size_t ruhu_built_in_forms_count = sizeof(files) / sizeof(files[0]);
