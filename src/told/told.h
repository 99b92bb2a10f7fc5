/*
 * told/told.h - what reports tell, each once however many tell it: figures, events,
 * positions; and the rows of single reports and of who said what in them.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_TOLD_TOLD_H
#define RAP_TOLD_TOLD_H

#include "pile/rows.h"

/* Fill p->figure_groups, event_groups and position_groups. */
void rap_pile_find_figures(rap_pile *p);
void rap_pile_find_events(rap_pile *p);
void rap_pile_find_positions(rap_pile *p);

/* Who says that this is the holder's position: as the record has it, but `self` where
 * the pile knows what the report did not say, that the speaker is of the holder's side.
 */
rap_str rap_position_asserted(const rap_pile *p, uint32_t rank,
                              const rap_filed_position *x);
/* "condition": of a position; the tellings of a group of positions (no brackets). */
void rap_writing_condition(rap_writing *w, const rap_filed_position *x);
void rap_writing_position_tellings(rap_writing *w, const rap_group *g);

rap_rows_count rap_reports_count, rap_attributions_count, rap_figures_count,
    rap_events_count, rap_positions_count;
rap_rows_write rap_reports_write, rap_attributions_write, rap_figures_write,
    rap_events_write, rap_positions_write;

#endif
