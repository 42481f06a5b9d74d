// FLEETDAY-SMS in plain C++, written from docs/reference/fleetday-sms.md.
// usage: fleetday QUEUE CLIENTS HOURS [check]     QUEUE: pq (std::priority_queue) | buckets (a bucket a second, put in order when opened)
// Prints one line of name=value; seconds are CPU seconds of the loop and its set-up. With `check` the sums of the page as well.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <queue>
#include <sys/resource.h>
#include <vector>

static uint64_t mix(uint64_t x) {
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
    return x ^ (x >> 31);
}
static uint64_t draw(uint64_t stream, uint64_t index, uint64_t bound) {
    uint64_t r = mix(mix(1 ^ (stream * 0xD6E8FEB86659FD93u)) + index * 0x9E3779B97F4A7C15u);
    return (uint64_t)(((unsigned __int128)r * bound) >> 64);
}
static double cpu() {
    rusage u;
    getrusage(RUSAGE_SELF, &u);
    return u.ru_utime.tv_sec + u.ru_stime.tv_sec + 1e-6 * (u.ru_utime.tv_usec + u.ru_stime.tv_usec);
}
static long peak() {
    FILE *f = fopen("/proc/self/status", "r");
    char line[256];
    long v = 0;
    while (f && fgets(line, sizeof line, f))
        if (sscanf(line, "VmHWM: %ld", &v) == 1) break;
    if (f) fclose(f);
    return v;
}

enum Kind : uint16_t { COMPRESSED, SENT, STEP, BATCH, SCHEDULER, DESPOOLER, MAINTENANCE, REPORTER, COUNTDOWN_END, RUN_END, POLL };
static const uint64_t CLASS[] = {1, 1, 1, 1, 2, 4, 5, 6, 7, 7, 10};

struct Ev {
    int64_t t;
    uint64_t order;  // class in the upper 8 bits, then the order of scheduling
    uint32_t i;
    uint16_t j;
    Kind kind;
};
static inline bool before(const Ev &a, const Ev &b) { return a.t != b.t ? a.t < b.t : a.order < b.order; }
struct Later {
    bool operator()(const Ev &a, const Ev &b) const { return before(b, a); }
};
struct PQ {
    std::priority_queue<Ev, std::vector<Ev>, Later> q;
    explicit PQ(int64_t) {}
    void push(const Ev &e) { q.push(e); }
    bool empty() const { return q.empty(); }
    Ev pop() {
        Ev e = q.top();
        q.pop();
        return e;
    }
};
struct Buckets {
    std::vector<std::vector<Ev>> b;
    std::vector<Ev> open;
    int64_t second = -1;
    size_t place = 0, count = 0;
    explicit Buckets(int64_t end) : b(end / 1000 + 4096) {}
    void push(const Ev &e) {
        count++;
        int64_t s = e.t / 1000;
        if (s > second) {
            if ((size_t)s >= b.size()) b.resize(s + 4096);
            b[s].push_back(e);
        } else {
            open.insert(std::upper_bound(open.begin() + place, open.end(), e, before), e);
        }
    }
    bool empty() const { return count == 0; }
    Ev pop() {
        while (place >= open.size()) {
            std::vector<Ev>().swap(open);
            place = 0;
            open.swap(b[++second]);
            if (!std::is_sorted(open.begin(), open.end(), before)) std::sort(open.begin(), open.end(), before);
        }
        count--;
        return open[place++];
    }
};

static const int J = 4;
static const int64_t P = 300000, HOUR = 3600000;
static bool CHECK = false;
static uint64_t counts[5], sums[5];
static inline void note(int64_t t, int kind, uint64_t i, uint64_t j) {
    counts[kind]++;
    if (CHECK) sums[kind] += mix(mix(8 * (uint64_t)t + kind) + 8 * i + j);
}

template <class Q> struct Lab {
    Q q;
    uint64_t seq = 0, handled = 0;
    int64_t now = 0, end;
    uint32_t C;
    // clients
    std::vector<uint8_t> known, done, busy;
    uint8_t visible = 0;
    // server
    struct Status { uint32_t i; uint16_t j; };
    std::vector<Status> logonServer;
    std::deque<Status> receive, box;
    std::deque<int> instructions;
    std::vector<int> written;
    enum { IDLE, STATUS, STORE, DECOMPRESS, COPY } step = IDLE;
    Status current{};
    int job = 0;
    size_t batch = 0;
    bool started[J + 1] = {};
    uint32_t complete[J + 1] = {};
    int64_t completeAt[J + 1] = {};

    Lab(uint32_t clients, int64_t hours) : q(hours * HOUR), end(hours * HOUR), C(clients), known(clients), done(clients), busy(clients) {
        for (uint32_t i = 0; i < C; i++) at(1000 * draw(0x50434D00, i, 3600), POLL, i, 0);
        for (Kind k : {SCHEDULER, DESPOOLER, MAINTENANCE, REPORTER}) at(0, k, 0, 0);
    }
    void at(int64_t t, Kind k, uint32_t i, uint16_t j) { q.push(Ev{t, CLASS[k] << 56 | seq++, i, j, k}); }
    void look(uint32_t i) {
        if (busy[i]) return;
        uint8_t due = known[i] & ~done[i];
        if (!due) return;
        busy[i] = 1;
        at(now + 300000, COUNTDOWN_END, i, __builtin_ctz(due));
    }
    void next() {
        if (!receive.empty()) {
            current = receive.front();
            receive.pop_front();
            step = STATUS;
            at(now, STEP, 0, 0);
        } else if (!instructions.empty()) {
            job = instructions.front();
            instructions.pop_front();
            step = STORE;
            at(now + 10000, STEP, 0, 0);
        } else {
            step = IDLE;
        }
    }
    void take() {
        batch = std::min<size_t>(box.size(), 1000);
        if (batch) at(now + 1000 + 10 * (int64_t)batch, BATCH, 0, 0);
    }
    void handle(const Ev &e) {
        switch (e.kind) {
        case SCHEDULER:
            at(now + P, SCHEDULER, 0, 0);
            for (int j = 1; j <= J; j++) {
                if (!started[j] && now >= 1800000LL * (j - 1)) {
                    started[j] = true;
                    at(now + 89700, COMPRESSED, 0, j);
                } else if (complete[j] == C && !completeAt[j]) {
                    completeAt[j] = now;
                }
            }
            break;
        case COMPRESSED: at(now + 15402, SENT, 0, e.j); break;
        case SENT: instructions.push_back(e.j); break;
        case DESPOOLER:
            at(now + P, DESPOOLER, 0, 0);
            if (step == IDLE) next();
            break;
        case STEP:
            switch (step) {
            case STATUS:
                box.push_back(current);
                if (!batch) take();
                next();
                break;
            case STORE: step = DECOMPRESS; at(now + 11000, STEP, 0, 0); break;
            case DECOMPRESS: step = COPY; at(now + 16000, STEP, 0, 0); break;
            case COPY: written.push_back(job); next(); break;
            case IDLE: break;
            }
            break;
        case BATCH:
            for (size_t n = 0; n < batch; n++) {
                note(now, 4, box[n].i, box[n].j);
                complete[box[n].j]++;
            }
            box.erase(box.begin(), box.begin() + batch);
            take();
            break;
        case MAINTENANCE:
            at(now + P, MAINTENANCE, 0, 0);
            for (int j : written) visible |= 1 << j;
            written.clear();
            receive.insert(receive.end(), logonServer.begin(), logonServer.end());
            logonServer.clear();
            break;
        case REPORTER: at(now + P, REPORTER, 0, 0); break;
        case POLL:
            note(now, 1, e.i, 0);
            at(now + HOUR, POLL, e.i, 0);
            known[e.i] = visible;
            look(e.i);
            break;
        case COUNTDOWN_END:
            note(now, 2, e.i, e.j);
            at(now + 1000 * (30 + draw(0x4455000000000000u + e.j, e.i, 571)), RUN_END, e.i, e.j);
            break;
        case RUN_END:
            note(now, 3, e.i, e.j);
            busy[e.i] = 0;
            done[e.i] |= 1 << e.j;
            logonServer.push_back({e.i, e.j});
            look(e.i);
            break;
        }
    }
    void run() {
        while (!q.empty()) {
            Ev e = q.pop();
            if (e.t >= end) break;
            now = e.t;
            handled++;
            handle(e);
        }
    }
};

template <class Q> static void go(uint32_t C, int64_t H) {
    double begin = cpu();
    Lab<Q> lab(C, H);
    lab.run();
    double seconds = cpu() - begin;
    uint64_t entries = counts[1] + counts[2] + counts[3] + counts[4];
    printf("entries=%llu handled=%llu seconds=%.4f peak_kib=%ld", (unsigned long long)entries, (unsigned long long)lab.handled, seconds, peak());
    if (CHECK) {
        const char *names[] = {"", "poll", "start", "finish", "status"};
        for (int k = 1; k <= 4; k++) printf(" %s=%llu:%016llx", names[k], (unsigned long long)counts[k], (unsigned long long)sums[k]);
        printf(" complete=");
        for (int j = 1; j <= J; j++) printf("%s%lld", j > 1 ? "," : "", (long long)lab.completeAt[j]);
    }
    printf("\n");
}

int main(int argc, char **argv) {
    if (argc < 4) {
        fprintf(stderr, "usage: fleetday pq|buckets CLIENTS HOURS [check]\n");
        return 64;
    }
    CHECK = argc > 4 && !strcmp(argv[4], "check");
    if (!strcmp(argv[1], "pq")) go<PQ>(atoi(argv[2]), atoi(argv[3]));
    else go<Buckets>(atoi(argv[2]), atoi(argv[3]));
}
