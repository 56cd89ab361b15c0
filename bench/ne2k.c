/* The monitor of an NE2000 written by hand: what models/ne2k.yaml, variant dp8390, says for handoff and dma, as one would write it in C.
   It is what the engines are measured against: compare.sh compiles it, and compares what it says of each kind of event with what they say.
   gcc -O2 -shared -fPIC -o ne2k.so ne2k.c */
#include <stdint.h>
#include <string.h>

enum { READ = 1, WRITE = 2, INTERRUPT = 3 };
enum verdict { UNHOOKED, OBSERVED, ALLOWED, DENIED };
enum { TX_IDLE, TX_SENDING, TX_STOPPED };
enum { DMA_IDLE, DMA_READING, DMA_WRITING };
enum { STP = 1, STA = 2, TXP = 4, MON = 0x20, PTX = 2, TXE = 8, RDC = 0x40 };

struct event { uint8_t kind, place; uint16_t elapsed; uint32_t offset; uint64_t value; };

struct nic {
    uint8_t cr, pstart, pstop, bnry, tpsr, rcr, tcr, dcr, imr, isr, curr, tsr, ncr, rsr, par[6], mar[8];
    uint16_t tbcr, rsar, rbcr, crda;
    uint8_t tx, dma, may_send, rdc_is_new, running;
    uint64_t loaded; /* pages 0x40 to 0x7f */
};

static int within(unsigned start, unsigned end, unsigned at, unsigned length)
{
    return at >= start && at <= end && length <= end - at;
}

static int in_ram(unsigned at, unsigned length) { return within(0x4000, 0x8000, at, length); }

static int on_card(unsigned at, unsigned length) { return within(0x2000, 0x8000, at, length) || within(0, 0x20, at, length); }

static int remote_read_fits(const struct nic *n)
{
    unsigned at = n->rsar, length = n->rbcr, end = n->pstop << 8, to = n->pstart << 8;
    if (at < end && length > end - at && to != end) {
        unsigned rest = length - (end - at);
        if (to < end && rest > end - to)
            rest = end - to;
        return on_card(at, end - at) && on_card(to, rest);
    }
    return on_card(at, length);
}

static int frame_stays(const struct nic *n) { return !n->may_send || !n->tbcr || in_ram(n->tpsr << 8, n->tbcr); }

static int ring_fits(const struct nic *n) { return n->pstart < n->pstop && n->pstart >= 0x40 && n->pstop <= 0x80; }

static int boundary_fits(const struct nic *n) { return n->bnry >= (uint64_t)n->pstart - 1 && n->bnry < n->pstop; }

static int current_fits(const struct nic *n) { return n->curr >= n->pstart && n->curr < n->pstop; }

static int receives(const struct nic *n) { return n->running && !(n->rcr & MON); }

static uint64_t pages(unsigned at, unsigned length)
{
    unsigned end = at + length;
    if (at < 0x4000)
        at = 0x4000;
    if (end > 0x8000)
        end = 0x8000;
    if (end <= at)
        return 0;
    unsigned first = (at - 0x4000) >> 8, last = (end - 1 - 0x4000) >> 8;
    return ((last == 63 ? 0 : 1ull << (last + 1)) - 1) & ~((1ull << first) - 1);
}

static void use_up(struct nic *n) { n->loaded &= ~pages(n->tpsr << 8, n->tbcr); }

static void observe_isr(struct nic *n, uint8_t value, int is_read)
{
    int new_rdc = (value & RDC) && n->rdc_is_new, dma = n->dma;
    n->isr = value;
    if (value & (PTX | TXE)) {
        if (n->tx == TX_SENDING)
            n->cr &= ~TXP;
        if (n->tx != TX_IDLE) {
            use_up(n);
            n->tx = TX_IDLE;
        }
    }
    if (new_rdc && (dma == DMA_WRITING || (is_read && dma == DMA_READING))) {
        n->dma = DMA_IDLE;
        n->rbcr = 0;
    }
}

static enum verdict read_cr(struct nic *n, uint8_t value)
{
    n->cr = value;
    if (!(value & TXP)) {
        n->may_send = 0;
        if (n->tx == TX_SENDING) {
            use_up(n);
            n->tx = TX_IDLE;
        }
    }
    return OBSERVED;
}

static enum verdict write_cr(struct nic *n, uint8_t value)
{
    unsigned rd = value >> 3 & 7, sends = (value & TXP) && !(value & STP), starts = (value & STA) && !(value & STP);
    if (sends && !(n->tbcr && in_ram(n->tpsr << 8, n->tbcr)))
        return DENIED;
    if (rd == 3 || (rd == 1 && n->rbcr && !remote_read_fits(n)) || (rd == 2 && n->rbcr && !within(0x2000, 0x8000, n->rsar, n->rbcr)))
        return DENIED;
    if (starts && !n->running && !(n->rcr & MON) && !(ring_fits(n) && boundary_fits(n) && current_fits(n)))
        return DENIED;
    if (sends)
        n->tx = TX_SENDING;
    else if (n->tx == TX_SENDING && (value & STP))
        n->tx = TX_STOPPED;
    n->rdc_is_new = !((rd == 1 || rd == 2) && ((n->isr & RDC) || n->dma != DMA_IDLE));
    if (rd == 1 && n->rbcr)
        n->dma = DMA_READING;
    else if (rd == 2 && n->rbcr) {
        n->dma = DMA_WRITING;
        n->loaded |= pages(n->rsar, n->rbcr);
    } else if (n->dma != DMA_IDLE || rd == 1 || rd == 2) {
        n->dma = DMA_IDLE;
        n->isr |= RDC;
    }
    if (sends)
        n->may_send = 1;
    if (value & STP)
        n->running = 0;
    else if (value & STA)
        n->running = 1;
    n->cr = value;
    return ALLOWED;
}

static void reset(struct nic *n)
{
    n->tx = TX_IDLE;
    n->dma = DMA_IDLE;
    n->may_send = n->running = 0;
    n->cr = 0x21;
    n->isr = 0x80;
    n->tcr = n->imr = 0;
}

/* A register takes a value if what is then judged holds. */
#define TRY(field, value, holds) do { uint8_t old = n->field; n->field = (value); if (!(holds)) { n->field = old; return DENIED; } return ALLOWED; } while (0)

static enum verdict try_length(struct nic *n, uint16_t value)
{
    uint16_t old = n->tbcr;
    n->tbcr = value;
    if (frame_stays(n))
        return ALLOWED;
    n->tbcr = old;
    return DENIED;
}

static enum verdict write_page0(struct nic *n, unsigned offset, uint8_t value)
{
    switch (offset) {
    case 1: {
        uint8_t old = n->pstart;
        n->pstart = value;
        if (!frame_stays(n) || (receives(n) && !ring_fits(n))) {
            n->pstart = old;
            return DENIED;
        }
        if (n->tx == TX_STOPPED)
            n->tx = TX_IDLE;
        return ALLOWED;
    }
    case 2: TRY(pstop, value, frame_stays(n) && (!receives(n) || ring_fits(n)));
    case 3: TRY(bnry, value, frame_stays(n) && (!receives(n) || boundary_fits(n)));
    case 4: TRY(tpsr, value, frame_stays(n));
    case 5: return try_length(n, (n->tbcr & 0xff00) | value);
    case 6: return try_length(n, (n->tbcr & 0x00ff) | value << 8);
    case 7: n->isr &= ~(value & 0x7f); return OBSERVED;
    case 8: n->rsar = (n->rsar & 0xff00) | value; return ALLOWED;
    case 9: n->rsar = (n->rsar & 0x00ff) | value << 8; return ALLOWED;
    case 10: n->rbcr = (n->rbcr & 0xff00) | value; return ALLOWED;
    case 11: n->rbcr = (n->rbcr & 0x00ff) | value << 8; return ALLOWED;
    case 12: TRY(rcr, value, frame_stays(n) && (!receives(n) || (ring_fits(n) && boundary_fits(n) && current_fits(n))));
    case 13: TRY(tcr, value, frame_stays(n));
    case 14: n->dcr = value; return ALLOWED;
    default: n->imr = value; return OBSERVED;
    }
}

static enum verdict read_page0(struct nic *n, unsigned offset, uint8_t value)
{
    switch (offset) {
    case 3: n->bnry = value; return OBSERVED;
    case 4: n->tsr = value; return OBSERVED;
    case 5: n->ncr = value; return OBSERVED;
    case 7: {
        int is_hooked = n->tx == TX_STOPPED || n->dma == DMA_READING;
        observe_isr(n, value, is_hooked);
        return is_hooked ? ALLOWED : OBSERVED;
    }
    case 8: case 9:
        n->crda = offset == 8 ? (n->crda & 0xff00) | value : (n->crda & 0x00ff) | value << 8;
        if (n->dma == DMA_WRITING && (uint64_t)n->crda - n->rsar - n->rbcr <= 1) {
            n->dma = DMA_IDLE;
            n->rbcr = 0;
        }
        return OBSERVED;
    case 12: n->rsr = value; return OBSERVED;
    default: return UNHOOKED;
    }
}

static enum verdict page1(struct nic *n, unsigned offset, int is_write, uint8_t value)
{
    if (offset < 7)
        n->par[offset - 1] = value;
    else if (offset > 7)
        n->mar[offset - 8] = value;
    else if (is_write)
        TRY(curr, value, frame_stays(n) && (!receives(n) || current_fits(n)));
    else
        n->curr = value;
    return OBSERVED;
}

static enum verdict read_page2(struct nic *n, unsigned offset, uint8_t value)
{
    switch (offset) {
    case 1: n->pstart = value; return OBSERVED;
    case 2: n->pstop = value; return OBSERVED;
    case 4: n->tpsr = value; return OBSERVED;
    case 12: n->rcr = value; return OBSERVED;
    case 13: n->tcr = value; return OBSERVED;
    case 15: n->imr = value; return OBSERVED;
    default: return UNHOOKED;
    }
}

__attribute__((noinline)) static enum verdict judge(struct nic *n, const struct event *e)
{
    unsigned offset = e->offset, size = e->place >> 5 & 3, is_write = e->kind == WRITE;
    if (offset == 0x10)
        return size < 3 ? UNHOOKED : DENIED;
    if (offset >= 0x20 || size || (offset > 0x10 && offset != 0x1f))
        return DENIED;
    if (offset == 0x1f) {
        if (is_write)
            return UNHOOKED;
        reset(n);
        return ALLOWED;
    }
    if (offset == 0)
        return is_write ? write_cr(n, e->value) : read_cr(n, e->value);
    switch (n->cr >> 6) {
    case 0: return is_write ? write_page0(n, offset, e->value) : read_page0(n, offset, e->value);
    case 1: return page1(n, offset, is_write, e->value);
    case 2: return is_write ? DENIED : read_page2(n, offset, e->value);
    default: return DENIED;
    }
}

/* Plays events from power-on, one call for each, and counts what was said. */
void ne2k_play(const struct event *events, int64_t count, int64_t kinds[4])
{
    struct nic n;
    memset(&n, 0, sizeof n);
    n.cr = 0x21;
    n.isr = 0x80;
    memset(kinds, 0, 4 * sizeof *kinds);
    for (int64_t i = 0; i < count; i++)
        if (events[i].kind == INTERRUPT) {
            observe_isr(&n, events[i].value, 0);
            kinds[ALLOWED]++;
        } else
            kinds[judge(&n, &events[i])]++;
}
