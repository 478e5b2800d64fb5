/* friso_words INI TEXT: cuts the text line by line in friso's simple mode, prints bytes, seconds, words. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <friso/friso.h>
#include <friso/friso_API.h>

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  friso_t friso = friso_new();
  friso_config_t config = friso_new_config();
  if (friso_init_from_ifile(friso, config, argv[1]) != 1) return 1;
  friso_set_mode(config, __FRISO_SIMPLE_MODE__);
  FILE* file = fopen(argv[2], "rb");
  if (file == NULL) return 1;
  fseek(file, 0, SEEK_END);
  size_t size = (size_t)ftell(file);
  rewind(file);
  char* text = malloc(size + 1);
  if (fread(text, 1, size, file) != size) return 1;
  text[size] = '\0';
  long words = 0;
  const double begin = now();
  friso_task_t task = friso_new_task();
  for (char* line = strtok(text, "\n"); line != NULL; line = strtok(NULL, "\n")) {
    friso_set_text(task, line);
    while (config->next_token(friso, config, task) != NULL) ++words;
  }
  printf("%zu %.6f %ld\n", size, now() - begin, words);
  return 0;
}
