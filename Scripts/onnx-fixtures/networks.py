"""The three networks in JAX, and their training: one thread, fixed seeds."""

import os

# Before JAX is imported. Threads would add floats in another order on a machine with other cores.
os.environ["JAX_PLATFORMS"] = "cpu"
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"

import jax  # noqa: E402
import jax.numpy as jnp  # noqa: E402
import numpy as np  # noqa: E402

import digits  # noqa: E402

WIDTHS = [64, 512, 512, 10]
TIED_WIDTHS, TIED = [64, 256, 256, 10], ["fc1", "fc2", "fc2", "fc3"]
CHANNELS = [1, 64, 64, 128]
TOKENS, WIDTH, HIDDEN, HEADS = 16, 256, 512, 4


def _uniform(random, fan_in, *shape):
    bound = np.sqrt(3 / fan_in)
    return random.uniform(-bound, bound, shape).astype(np.float32)


def _dense(random, layer, inputs, outputs):
    weight = _uniform(random, inputs, inputs, outputs)
    return {f"{layer}.weight": weight, f"{layer}.bias": np.zeros(outputs, np.float32)}


def mlp_parameters(random, widths=WIDTHS):
    parameters = {}
    for number, (inputs, outputs) in enumerate(zip(widths, widths[1:]), start=1):
        parameters |= _dense(random, f"fc{number}", inputs, outputs)
    return parameters


def cnn_parameters(random):
    parameters = {}
    for number, (inputs, outputs) in enumerate(zip(CHANNELS, CHANNELS[1:]), start=1):
        parameters[f"conv{number}.weight"] = _uniform(random, 9 * inputs, outputs, inputs, 3, 3)
        parameters[f"conv{number}.bias"] = np.zeros(outputs, np.float32)
    return parameters | _dense(random, "fc", 4 * CHANNELS[-1], 10)


def transformer_parameters(random):
    parameters = _dense(random, "embed", 64 // TOKENS, WIDTH)
    parameters["position"] = (0.1 * random.standard_normal((TOKENS, WIDTH))).astype(np.float32)
    for layer in ["query", "key", "value", "output"]:
        parameters |= _dense(random, layer, WIDTH, WIDTH)
    parameters |= _dense(random, "up", WIDTH, HIDDEN) | _dense(random, "down", HIDDEN, WIDTH)
    for layer in ["norm1", "norm2", "norm3"]:
        parameters[f"{layer}.weight"] = np.ones(WIDTH, np.float32)
        parameters[f"{layer}.bias"] = np.zeros(WIDTH, np.float32)
    return parameters | _dense(random, "head", WIDTH, 10)


def _layers(p, x, layers, activation):
    for layer in layers[:-1]:
        x = activation(x @ p[f"{layer}.weight"] + p[f"{layer}.bias"])
    return x @ p[f"{layers[-1]}.weight"] + p[f"{layers[-1]}.bias"]


def _gelu(x):
    return jax.nn.gelu(x, approximate=False)


def mlp(p, x):
    return _layers(p, x, ["fc1", "fc2", "fc3"], jax.nn.relu)


def tied(p, x):
    return _layers(p, x, TIED, _gelu)


def cnn(p, x):
    x = x.reshape(-1, 8, 8, 1)
    for layer, pooled in [("conv1", False), ("conv2", True), ("conv3", True)]:
        # As a product of patches: the gradient of XLA's own convolution took 30 times as long on the CPU.
        height, width = x.shape[1:3]
        padded = jnp.pad(x, ((0, 0), (1, 1), (1, 1), (0, 0)))
        patches = [padded[:, j : j + height, i : i + width] for j in range(3) for i in range(3)]
        weight = p[f"{layer}.weight"]
        x = jnp.concatenate(patches, -1) @ weight.transpose(2, 3, 1, 0).reshape(-1, len(weight))
        x = jax.nn.relu(x + p[f"{layer}.bias"])
        if pooled:
            x = x.reshape(-1, height // 2, 2, width // 2, 2, len(weight)).max((2, 4))
    return x.transpose(0, 3, 1, 2).reshape(len(x), -1) @ p["fc.weight"] + p["fc.bias"]


def transformer(p, x):
    def dense(layer, x):
        return x @ p[f"{layer}.weight"] + p[f"{layer}.bias"]

    def normalized(layer, x):
        centred = x - x.mean(-1, keepdims=True)
        deviation = jnp.sqrt((centred**2).mean(-1, keepdims=True) + 1e-5)
        return centred / deviation * p[f"{layer}.weight"] + p[f"{layer}.bias"]

    def split(layer, x):
        return dense(layer, x).reshape(-1, TOKENS, HEADS, WIDTH // HEADS).transpose(0, 2, 1, 3)

    patches = x.reshape(-1, 4, 2, 4, 2).transpose(0, 1, 3, 2, 4).reshape(-1, TOKENS, 4)
    x = dense("embed", patches) + p["position"]
    y = normalized("norm1", x)
    scores = split("query", y) @ split("key", y).transpose(0, 1, 3, 2) * (WIDTH // HEADS) ** -0.5
    context = (jax.nn.softmax(scores) @ split("value", y)).transpose(0, 2, 1, 3).reshape(-1, TOKENS, WIDTH)
    x = x + dense("output", context)
    x = x + dense("down", _gelu(dense("up", normalized("norm2", x))))
    return dense("head", normalized("norm3", x).mean(1))


def train(network, parameters, epochs, rate, seed, mask=None):
    """Adam with cosine decay on the augmented training digits. What `mask` holds as 0 stays 0."""
    inputs, labels = digits.read("train")
    random = np.random.default_rng(seed)
    batch, copies = 64, 4
    steps = len(inputs) * copies // batch
    masks = {name: jnp.ones(()) for name in parameters} | {k: jnp.asarray(v) for k, v in (mask or {}).items()}

    def loss(p, x, y):
        scores = jax.nn.log_softmax(network(p, x))
        return -jnp.take_along_axis(scores, y[:, None], 1).mean()

    def step(state, example):
        p, first, second, count = state
        slope = jax.grad(loss)(p, *example)
        count = count + 1
        first = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, first, slope)
        second = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, second, slope)
        now = rate * 0.5 * (1 + jnp.cos(jnp.pi * count / (epochs * steps)))
        correction = jnp.sqrt(1 - 0.999**count) / (1 - 0.9**count)
        p = jax.tree.map(lambda w, m, v: w - now * correction * m / (jnp.sqrt(v) + 1e-8), p, first, second)
        p = {name: p[name] * masks[name] for name in p}
        return (p, first, second, count), None

    epoch = jax.jit(lambda state, xs, ys: jax.lax.scan(step, state, (xs, ys))[0])
    p = {name: jnp.asarray(values) * masks[name] for name, values in parameters.items()}
    zeros = jax.tree.map(jnp.zeros_like, p)
    state = (p, zeros, zeros, jnp.zeros((), jnp.float32))
    for _ in range(epochs):
        x, y = digits.augmented(inputs, labels, copies, random)
        order = random.permutation(len(x))[: steps * batch]
        state = epoch(state, x[order].reshape(steps, batch, -1), y[order].reshape(steps, batch))
    # JAX sorts names; layers are written in the order in which they were made.
    return {name: np.asarray(state[0][name]) for name in parameters}


def half_of_channels(parameters):
    """The CNN with the half of each convolution's channels that has the larger L1 norm."""
    pruned, kept = dict(parameters), np.array([0])
    for layer in ["conv1", "conv2", "conv3"]:
        weight = parameters[f"{layer}.weight"]
        norms = np.abs(weight).sum((1, 2, 3))
        inputs, kept = kept, np.sort(np.argsort(-norms, kind="stable")[: len(norms) // 2])
        pruned[f"{layer}.weight"] = weight[kept][:, inputs]
        pruned[f"{layer}.bias"] = parameters[f"{layer}.bias"][kept]
    # Each channel has four places in the input of the dense layer.
    pruned["fc.weight"] = parameters["fc.weight"].reshape(-1, 4, 10)[kept].reshape(-1, 10)
    return pruned


def largest_weights(parameters, share):
    """A mask for each weight matrix: 1 where its value is among the `share` of the largest magnitude."""
    masks = {}
    for name, values in parameters.items():
        if name.endswith(".weight"):
            order = np.argsort(-np.abs(values), axis=None, kind="stable")
            masks[name] = np.zeros(values.shape, np.float32)
            masks[name].flat[order[: round(share * values.size)]] = 1
    return masks
