/*
 * intake/feed.h - RSS and Atom, read as they stream by: an entry is a report.
 *
 * RSS 0.9x, 1.0 (RDF) and 2.0, Atom 0.3 and 1.0, with the modules that news feeds use
 * (data/feedfields.tsv).  The source bytes of an entry are its richest content after
 * XML unescaping, as UTF-8; its title, link, date, authors and the channel's title come
 * along as the container's own words.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_INTAKE_FEED_H
#define RAP_INTAKE_FEED_H

#include "intake/container.h"

/* Keys: guid or id, else the link, else path#N.  What is not well formed is mended as
 * far as it goes; where an entry may have lost something by it, the entry is given and
 * the fault told behind it. */
extern const rap_container_kind rap_container_feed;

#endif
