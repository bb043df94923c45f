// What Swift cannot reach in libxml2 by itself: function pointers held in global variables, the parser's SAX table,
// and callbacks whose type changed between versions.
#ifndef RUHU_CLIBXML2_SHIM_H
#define RUHU_CLIBXML2_SHIM_H

#include <string.h>
#include <libxml/xmlversion.h>

// libxml2's headers would draw in the system's ICU, whose types clash with the ICU that Foundation brings. Only a
// structure that is never touched here depends on it.
#undef LIBXML_ICU_ENABLED

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

// Why reading stopped before the end of the document.
enum { RUHU_XML_READ = 0, RUHU_XML_MALFORMED = 1, RUHU_XML_DOCTYPE = 2, RUHU_XML_DEEP = 3 };

typedef struct {
    int reason;
    int line;
    int column;
    int depth_max;
    char message[200];
} ruhu_xml_outcome;

static inline void ruhu_xml_stop(xmlParserCtxtPtr context, int reason) {
    ruhu_xml_outcome *outcome = (ruhu_xml_outcome *)context->_private;
    if (outcome->reason == RUHU_XML_READ) {
        outcome->reason = reason;
        outcome->line = context->input != NULL ? context->input->line : 0;
    }
    xmlStopParser(context);
}

// A document type can hold entities, so the parser is stopped where one starts and expands nothing.
static inline void ruhu_xml_doctype(void *opaque, const xmlChar *name, const xmlChar *external, const xmlChar *system) {
    (void)name;
    (void)external;
    (void)system;
    ruhu_xml_stop((xmlParserCtxtPtr)opaque, RUHU_XML_DOCTYPE);
}

static inline void ruhu_xml_start(void *opaque, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                                  int namespaces, const xmlChar **namespace_list, int attributes, int defaulted,
                                  const xmlChar **attribute_list) {
    xmlParserCtxtPtr context = (xmlParserCtxtPtr)opaque;
    if (context->nodeNr >= ((ruhu_xml_outcome *)context->_private)->depth_max) {
        ruhu_xml_stop(context, RUHU_XML_DEEP);
        return;
    }
    xmlSAX2StartElementNs(opaque, name, prefix, uri, namespaces, namespace_list, attributes, defaulted,
                          attribute_list);
}

// Reads a document of UTF-8 from memory. Returns NULL with the reason in `outcome` when it is no acceptable XML.
static inline xmlDocPtr ruhu_xml_read(const char *bytes, int length, int depth_max, ruhu_xml_outcome *outcome) {
    memset(outcome, 0, sizeof *outcome);
    outcome->depth_max = depth_max;
    xmlParserCtxtPtr context = xmlNewParserCtxt();
    if (context == NULL) {
        outcome->reason = RUHU_XML_MALFORMED;
        return NULL;
    }
    context->_private = outcome;
    context->sax->internalSubset = ruhu_xml_doctype;
    context->sax->startElementNs = ruhu_xml_start;
    int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA | XML_PARSE_BIG_LINES;
    xmlDocPtr document = xmlCtxtReadMemory(context, bytes, length, NULL, "UTF-8", options);
    if (outcome->reason == RUHU_XML_READ && (document == NULL || !context->wellFormed)) {
        outcome->reason = RUHU_XML_MALFORMED;
        outcome->line = context->lastError.line;
        outcome->column = context->lastError.int2;
        if (context->lastError.message != NULL) {
            strncpy(outcome->message, context->lastError.message, sizeof outcome->message - 1);
        }
    }
    if (outcome->reason != RUHU_XML_READ && document != NULL) {
        xmlFreeDoc(document);
        document = NULL;
    }
    xmlFreeParserCtxt(context);
    return document;
}

static inline void ruhu_xml_free_text(xmlChar *text) {
    xmlFree(text);
}

// XPath errors are read from the outcome of a call; without a handler libxml2 prints them.
#if LIBXML_VERSION >= 21200
static inline void ruhu_xml_ignore(void *opaque, const xmlError *error) {
#else
static inline void ruhu_xml_ignore(void *opaque, xmlErrorPtr error) {
#endif
    (void)opaque;
    (void)error;
}

static inline void ruhu_xpath_silence(xmlXPathContextPtr context) {
    context->error = ruhu_xml_ignore;
}

static inline void ruhu_xpath_fail(xmlXPathParserContextPtr context) {
    xmlXPathErr(context, XPATH_EXPR_ERROR);
}

#endif
