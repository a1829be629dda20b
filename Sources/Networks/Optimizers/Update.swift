import Tensor

/// One parameter's update, in place. The formulas are PyTorch's, except `momentum` and `epsInside`, which are the
/// lecture's.
struct Update<Element: BinaryFloatingPoint> {
  let count: Int
  let parameter: UnsafeMutablePointer<Element>
  let gradient: UnsafeMutablePointer<Element>
  let slots: [UnsafeMutablePointer<Element>]
  let settings: OptimizerSettings
  /// Counts from 1.
  let step: Int

  @inline(__always)
  func run(_ rule: UpdateRule) {
    switch rule {
    case .sgd: descend()
    case .momentum: descendWithLectureMomentum()
    case .adagrad: adagrad()
    case .rmsprop: rmsprop()
    case .adam: adam(decoupled: settings.decoupled)
    case .adamw: adam(decoupled: true)
    }
  }

  /// The gradient with sign and coupled weight decay.
  @inline(__always)
  private func slope(_ index: Int, _ sign: Element, _ decay: Element) -> Element {
    sign * gradient[index] + decay * parameter[index]
  }

  private var sign: Element { settings.maximize ? -1 : 1 }

  @inline(__always)
  private func descend() {
    let (lr, decay, sign) = (Element(settings.lr), Element(settings.weightDecay), sign)
    guard let velocity = slots.first else {
      for index in 0..<count { parameter[index] -= lr * slope(index, sign, decay) }
      return
    }
    let momentum = Element(settings.momentum)
    // The first step starts the velocity at the gradient itself.
    let keep: Element = step == 1 ? 0 : momentum
    let take: Element = step == 1 ? 1 : Element(1 - settings.dampening)
    let nesterov = settings.nesterov
    for index in 0..<count {
      let g = slope(index, sign, decay)
      let v = keep * velocity[index] + take * g
      velocity[index] = v
      parameter[index] -= lr * (nesterov ? g + momentum * v : v)
    }
  }

  @inline(__always)
  private func descendWithLectureMomentum() {
    let (lr, decay, sign) = (Element(settings.lr), Element(settings.weightDecay), sign)
    let beta = Element(settings.momentum)
    let take = Element(1 - settings.momentum)
    let velocity = slots[0]
    for index in 0..<count {
      let v = beta * velocity[index] + take * slope(index, sign, decay)
      velocity[index] = v
      parameter[index] -= lr * v
    }
  }

  @inline(__always)
  private func adagrad() {
    let rate = Element(settings.lr / (1 + Double(step - 1) * settings.lrDecay))
    let (decay, sign) = (Element(settings.weightDecay), sign)
    let inside = Element(settings.epsInside ? settings.eps : 0)
    let outside = Element(settings.epsInside ? 0 : settings.eps)
    let sum = slots[0]
    for index in 0..<count {
      let g = slope(index, sign, decay)
      let s = sum[index] + g * g
      sum[index] = s
      parameter[index] -= rate * g / ((s + inside).squareRoot() + outside)
    }
  }

  @inline(__always)
  private func rmsprop() {
    let (lr, decay, sign) = (Element(settings.lr), Element(settings.weightDecay), sign)
    let (alpha, take) = (Element(settings.alpha), Element(1 - settings.alpha))
    let inside = Element(settings.epsInside ? settings.eps : 0)
    let outside = Element(settings.epsInside ? 0 : settings.eps)
    let squares = slots[0]
    let means = settings.centered ? slots[1] : nil
    let velocity = settings.momentum > 0 ? slots[slots.count - 1] : nil
    let momentum = Element(settings.momentum)
    for index in 0..<count {
      let g = slope(index, sign, decay)
      var s = alpha * squares[index] + take * g * g
      squares[index] = s
      if let means {
        let mean = means[index] + take * (g - means[index])
        means[index] = mean
        s -= mean * mean
      }
      let direction = g / ((s + inside).squareRoot() + outside)
      if let velocity {
        velocity[index] = momentum * velocity[index] + direction
        parameter[index] -= lr * velocity[index]
      } else {
        parameter[index] -= lr * direction
      }
    }
  }

  @inline(__always)
  private func adam(decoupled: Bool) {
    let decay = Element(decoupled ? 0 : settings.weightDecay)
    let shrink = Element(decoupled ? 1 - settings.lr * settings.weightDecay : 1)
    let sign = sign
    let take1 = Element(1 - settings.beta1)
    let (keep2, take2) = (Element(settings.beta2), Element(1 - settings.beta2))
    let rate = Element(settings.lr / (1 - power(settings.beta1, step)))
    let correction = 1 - power(settings.beta2, step)
    let inside = Element(settings.epsInside ? settings.eps : 0)
    let outside = Element(settings.epsInside ? 0 : settings.eps)
    let scale = Element(1 / correction)
    let (first, second) = (slots[0], slots[1])
    let largest = settings.amsgrad ? slots[2] : nil
    for index in 0..<count {
      let p = parameter[index] * shrink
      let g = sign * gradient[index] + decay * p
      let m = first[index] + take1 * (g - first[index])
      var v = keep2 * second[index] + take2 * g * g
      first[index] = m
      second[index] = v
      if let largest {
        v = max(largest[index], v)
        largest[index] = v
      }
      parameter[index] = p - rate * m / ((v * scale + inside).squareRoot() + outside)
    }
  }

  private func power(_ base: Double, _ exponent: Int) -> Double {
    var result = 1.0
    var factor = base
    var remaining = exponent
    while remaining > 0 {
      if remaining & 1 == 1 { result *= factor }
      factor *= factor
      remaining >>= 1
    }
    return result
  }
}
