/**
 * What advice may ask for beyond Byte Buddy's own annotations, and the bytecode that answers.
 *
 * <p>Each annotation marks a parameter of an advice method; weaving replaces the parameter by a constant (the site) or by
 * one load of one argument, never by an array of arguments. Arguments are read when the method is entered, before its
 * code can assign to them. The annotations import nothing; the rest is Byte Buddy's and ours alone.
 */
@NullMarked
package dev.nilometer.weaving.binding;

import org.jspecify.annotations.NullMarked;
