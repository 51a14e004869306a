//! Runs the tests of the list's window arithmetic natively: the app itself exists only for browsers, its arithmetic does
//! not mind.

#[path = "../src/view/kit/virtual_list/window.rs"]
mod window;

#[test]
fn a_window_is_what_the_list_asks_for() {
    assert_eq!(window::window(0.0, 64.0, 64.0, 1), window::Window { from: 0, to: 1 });
    assert_eq!(window::with_kept(0, vec!['a'], None), [('a', 0)]);
}
