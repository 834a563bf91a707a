#include <pthread.h>

#include "block.h"
#include "memory_patterns.h"

// Lets nobody on before all have come. Not `pthread_barrier_t`, which macOS has not.
struct barrier {
  pthread_mutex_t lock;
  pthread_cond_t opened;
  int parties, waiting;
  unsigned round;
};

#define BARRIER(count) {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, (count), 0, 0}

static void meet(struct barrier *barrier) {
  pthread_mutex_lock(&barrier->lock);
  unsigned round = barrier->round;
  if (++barrier->waiting == barrier->parties) {
    barrier->waiting = 0;
    barrier->round++;
    pthread_cond_broadcast(&barrier->opened);
  } else {
    while (round == barrier->round) pthread_cond_wait(&barrier->opened, &barrier->lock);
  }
  pthread_mutex_unlock(&barrier->lock);
}

enum { MOST_THREADS = 16, MOST_BLOCKS = 64 };

struct holding {
  struct barrier all;
  size_t bytes;
  bool failed;
};

static void *hold(void *argument) {
  struct holding *holding = argument;
  void *made = block(holding->bytes);
  if (made == NULL) {
    __atomic_store_n(&holding->failed, true, __ATOMIC_RELAXED);
  } else {
    fill(made, holding->bytes);
  }
  meet(&holding->all);
  free(made);
  return NULL;
}

bool pattern_threads(int threads, size_t bytes) {
  if (threads > MOST_THREADS) return false;
  struct holding holding = {.all = BARRIER(threads), .bytes = bytes};
  pthread_t started[MOST_THREADS];
  for (int i = 0; i < threads; i++)
    if (pthread_create(&started[i], NULL, hold, &holding) != 0) abort();  // the others would wait for ever
  for (int i = 0; i < threads; i++) pthread_join(started[i], NULL);
  return !holding.failed;
}

struct pattern_pool {
  // All threads and the one that asks.
  struct barrier begin, end;
  struct holding holding;
};

static void *work(void *argument) {
  struct pattern_pool *pool = argument;
  for (;;) {
    meet(&pool->begin);
    hold(&pool->holding);
    meet(&pool->end);
  }
  return NULL;
}

struct pattern_pool *pattern_pool_start(int threads) {
  struct pattern_pool *pool = malloc(sizeof *pool);
  if (pool == NULL) return NULL;
  *pool = (struct pattern_pool){
      .begin = BARRIER(threads + 1), .end = BARRIER(threads + 1), .holding = {.all = BARRIER(threads)}};
  for (int i = 0; i < threads; i++) {
    pthread_t started;
    if (pthread_create(&started, NULL, work, pool) != 0) return NULL;
    pthread_detach(started);
  }
  return pool;
}

bool pattern_pool_hold(struct pattern_pool *pool, size_t bytes) {
  pool->holding.bytes = bytes;
  meet(&pool->begin);
  meet(&pool->end);
  return !pool->holding.failed;
}

struct handover {
  struct barrier both;
  int rounds;
  size_t blocks, bytes;
  void *made[MOST_BLOCKS];
  bool failed;
};

static void *make(void *argument) {
  struct handover *handover = argument;
  for (int round = 0; round < handover->rounds; round++) {
    for (size_t i = 0; i < handover->blocks; i++) {
      handover->made[i] = block(handover->bytes);
      if (handover->made[i] == NULL) {
        handover->failed = true;
      } else {
        fill(handover->made[i], handover->bytes);
      }
    }
    meet(&handover->both);  // made
    meet(&handover->both);  // freed
  }
  return NULL;
}

static void *release(void *argument) {
  struct handover *handover = argument;
  for (int round = 0; round < handover->rounds; round++) {
    meet(&handover->both);
    for (size_t i = 0; i < handover->blocks; i++) free(handover->made[i]);
    meet(&handover->both);
  }
  return NULL;
}

bool pattern_handover(int rounds, size_t blocks, size_t bytes) {
  if (blocks > MOST_BLOCKS) return false;
  struct handover handover = {.both = BARRIER(2), .rounds = rounds, .blocks = blocks, .bytes = bytes};
  pthread_t maker, releaser;
  if (pthread_create(&maker, NULL, make, &handover) != 0) return false;
  if (pthread_create(&releaser, NULL, release, &handover) != 0) abort();  // the maker would wait for ever
  pthread_join(maker, NULL);
  pthread_join(releaser, NULL);
  return !handover.failed;
}
