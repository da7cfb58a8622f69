"""The educator's desk: a class set up, cases released, work graded, objections ruled on, in a notebook."""
