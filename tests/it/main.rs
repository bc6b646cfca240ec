//! The tests of custmap, one binary.
