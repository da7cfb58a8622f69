"""One reader a source: each turns a publisher's file into rows, and checks what it reads."""
