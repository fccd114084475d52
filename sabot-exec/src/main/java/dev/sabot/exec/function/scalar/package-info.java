/// What the groups of scalar functions share: parameters, kernels that keep scratch memory per
/// batch, copies of values of any type, errors. The functions themselves are in the packages below,
/// one class per group; each package has one class that lists its groups, such as
/// [dev.sabot.exec.function.scalar.text.TextFunctions].
@NullMarked
package dev.sabot.exec.function.scalar;

import org.jspecify.annotations.NullMarked;
