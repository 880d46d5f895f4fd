/* The same summaries, written by hand for this one model.

   Diazepam and what it becomes, each in two compartments: nine exponentials a person.
   set_up() gives each person's rates and amplitudes in closed form, by partial
   fractions; averages() carries the exponentials from dose to dose and takes what has
   passed between two edges as what was there and came in less what is left.

   LANES people stand side by side in the innermost loops. */

#include <math.h>
#include <string.h>

#ifndef LANES
#define LANES 1
#endif
#define ANALYTES 4
#define MODES (1 + 2 * ANALYTES)
#define REMEMBERED 8
#define NG_PER_ML 1000.0

typedef struct {
    double clearance, v1, flow, v2, yield;
} Analyte;

/* rates (people, MODES) in 1/h and amplitudes (people, ANALYTES, MODES) in ng/mL for
   1 mg, of an analyte formed from sources[analyte], or from the dose (-1). */
void set_up(int people, const double *clearance, const double *volume, double ka,
            const Analyte *analytes, const int *sources, double *rates,
            double *amplitudes)
{
#pragma omp parallel for schedule(static)
    for (int person = 0; person < people; person++) {
        double *rate = rates + MODES * person;
        double faster = clearance[person] / volume[person];
        double clearing[ANALYTES], returning[ANALYTES];
        rate[0] = ka;
        for (int place = 0; place < ANALYTES; place++) {
            const Analyte *it = analytes + place;
            double out = it->flow / it->v1, back = it->flow / it->v2;
            double gone = it->clearance / it->v1 * faster, all = gone + out;
            double width = hypot(all - back, 2 * sqrt(out * back));
            double fast = (all + back + width) / 2;
            rate[1 + 2 * place] = fast;
            rate[2 + 2 * place] = gone * back / fast;
            clearing[place] = gone;
            returning[place] = back;
        }
        for (int place = 0; place < ANALYTES; place++) {
            double *amplitude = amplitudes + MODES * (ANALYTES * person + place);
            double gain = NG_PER_ML / (analytes[place].v1 * volume[person]) * ka;
            int poles[MODES] = {0}, of_path[ANALYTES], size = 1, path = 0;
            for (int at = place; at >= 0; at = sources[at]) {
                gain *= analytes[at].yield;
                if (at != place)
                    gain *= clearing[at];
                poles[size++] = 1 + 2 * at;
                poles[size++] = 2 + 2 * at;
                of_path[path++] = at;
            }
            memset(amplitude, 0, MODES * sizeof *amplitude);
            for (int one = 0; one < size; one++) {
                double pole = rate[poles[one]], above = gain, below = 1;
                for (int at = 0; at < path; at++)
                    above *= returning[of_path[at]] - pole;
                for (int other = 0; other < size; other++)
                    if (other != one)
                        below *= rate[poles[other]] - pole;
                amplitude[poles[one]] = above / below;
            }
        }
    }
}

/* Mean levels found (people, intervals, ANALYTES) in ng/mL between edges (h). */
void averages(int people, const double *rates, const double *amplitudes, int doses,
              const double *times, const double *mg, int intervals,
              const double *edges, double *found)
{
#pragma omp parallel for schedule(static)
    for (int first = 0; first < people; first += LANES) {
        double rate[MODES][LANES], weight[ANALYTES][MODES][LANES];
        double state[MODES][LANES] = {0}, begin[MODES][LANES];
        double lengths[REMEMBERED], kept[REMEMBERED][MODES][LANES], now = 0;
        int dose = 0, oldest = 0, here = people - first;
        if (here > LANES)
            here = LANES;
        for (int lane = 0; lane < LANES; lane++) {
            int person = lane < here ? first + lane : first;
            for (int mode = 0; mode < MODES; mode++) {
                rate[mode][lane] = rates[MODES * person + mode];
                for (int a = 0; a < ANALYTES; a++)
                    weight[a][mode][lane] =
                        amplitudes[MODES * (ANALYTES * person + a) + mode];
            }
        }
        for (int row = 0; row < REMEMBERED; row++)
            lengths[row] = -1;
        for (int interval = 0; interval < intervals; interval++) {
            double end = edges[interval + 1], come = 0;
            memcpy(begin, state, sizeof state);
            for (int comes = 1; comes;) {
                comes = dose < doses && times[dose] < end;
                double stop = comes ? times[dose] : end, step = stop - now;
                double added = comes ? mg[dose] : 0;
                int row = 0;
                while (row < REMEMBERED && lengths[row] != step)
                    row++;
                if (row == REMEMBERED) {
                    row = oldest;
                    oldest = (oldest + 1) % REMEMBERED;
                    lengths[row] = step;
                    for (int mode = 0; mode < MODES; mode++)
                        for (int lane = 0; lane < LANES; lane++)
                            kept[row][mode][lane] = exp(-rate[mode][lane] * step);
                }
                for (int mode = 0; mode < MODES; mode++)
                    for (int lane = 0; lane < LANES; lane++)
                        state[mode][lane] =
                            state[mode][lane] * kept[row][mode][lane] + added;
                now = stop;
                come += added;
                dose += comes;
            }
            double hours = end - edges[interval];
            for (int a = 0; a < ANALYTES; a++) {
                double mean[LANES] = {0};
                for (int mode = 0; mode < MODES; mode++)
                    for (int lane = 0; lane < LANES; lane++) {
                        double passed =
                            begin[mode][lane] + come - state[mode][lane];
                        mean[lane] += passed / rate[mode][lane] * weight[a][mode][lane];
                    }
                for (int lane = 0; lane < here; lane++)
                    found[ANALYTES * (intervals * (first + lane) + interval) + a] =
                        mean[lane] / hours;
            }
        }
    }
}
