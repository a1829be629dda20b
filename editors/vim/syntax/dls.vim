" Vim syntax file. Language: dls. Written by scripts/generate.sh.
if exists("b:current_syntax") | finish | endif
scriptencoding utf-8

syn match dlsOperator /|>\|>>\|->\|\.\.\.\=\|[-+*\/%@^<>=!]=\=\|'\|∇/
syn match dlsFunction /\<\d\@!\k\+\ze(/
syn keyword dlsBuiltin abs accuracy acos adagrad adam adamw add all allclose amax
syn keyword dlsBuiltin amin animate any arange argmax argmin asin atan attention avg_pool2d
syn keyword dlsBuiltin avg_unpool2d backward bar batch_norm batches bce bce_with_logits boundary broadcast_to cast
syn keyword dlsBuiltin cat categorical_cross_entropy ceil chained_lr clamp clip_grad_norm clock confusion_matrix contour conv2d
syn keyword dlsBuiltin conv2d_input_gradient conv2d_weight_gradient conv_transpose2d convolve cos cosh cosine_lr cross_entropy cumprod cumsum
syn keyword dlsBuiltin dataset detach diagram divide doc dot dropout dtype einsum elu
syn keyword dlsBuiltin embedding enumerate equal erf evaluate exit exp explain expm1 exponential_lr
syn keyword dlsBuiltin eye f1 figure filter fit flatten flip floor floor_divide focal
syn keyword dlsBuiltin format freeze full full_like gather gelu global_avg_pool2d grad gradcheck graph
syn keyword dlsBuiltin greater greater_equal grid group_norm gru heatmap help hessian hinge hist
syn keyword dlsBuiltin huber imshow index_add index_select init isinf isnan jacobian jvp keys
syn keyword dlsBuiltin kl_div lambda_lr layer_norm leaky_relu len less less_equal linear linspace list
syn keyword dlsBuiltin load log log1p log_softmax logical_not lstm mae map matmul max
syn keyword dlsBuiltin max_pool2d max_unpool2d maximum mean min minimum momentum mse multi_step_lr multinomial
syn keyword dlsBuiltin multiply negate nll norm normalize not_equal number numel one_cycle_lr one_hot
syn keyword dlsBuiltin ones ones_like outer pad param params permute plateau_lr plot pool_gather2d
syn keyword dlsBuiltin positional_encoding pow precision predict print prod quiver rand rand_like randint
syn keyword dlsBuiltin randn randn_like randperm read_csv read_image read_npy read_npz read_text recall reciprocal
syn keyword dlsBuiltin reduce relu remainder remove_file repeat reshape residual reversed ridgeline rmsprop
syn keyword dlsBuiltin rnn round rsqrt save scatter scatter_add seed select sequence_cross_entropy sequence_mask
syn keyword dlsBuiltin sequential sequential_lr sgd shape sigmoid sign silu sin sinh slice
syn keyword dlsBuiltin smooth_l1 softmax softplus solve sort sorted split split_data sqrt square
syn keyword dlsBuiltin squeeze stack std step_lr str subtract sum summary surface take
syn keyword dlsBuiltin tan tanh tensor topk transformer_encoder transpose tril triu type unshadow
syn keyword dlsBuiltin unsqueeze value_and_grad var vjp warmup_lr watch where worked_convolution worked_pooling write_npy
syn keyword dlsBuiltin write_npz write_text zeros zeros_like zip
syn keyword dlsBoolean false none true
syn keyword dlsKeyword assert break catch continue else fn for if return try
syn keyword dlsKeyword while and in not or
syn match dlsKeyword /\<model\ze\s\+[[:alpha:]_]/
syn match dlsKeyword /\<global\ze\s\+[[:alpha:]_]/
syn match dlsKeyword /\<use\ze\s*r\="/
syn match dlsKeyword /\<no_grad\ze\s*{/
syn match dlsKeyword /\<by\ze\s\+[-+[:alnum:]_(.]/
syn match dlsMember /\.\@<!\.\d\@!\k\+/
syn match dlsNumber /\<\d[0-9_]*\(\.\(\.\|\a\)\@!\d*\)\=\([eE][-+]\=\d\+\)\=/
syn match dlsNumber /\(\k\|\.\)\@<!\.\d\+\([eE][-+]\=\d\+\)\=/
syn match dlsNumber /\<0[xX][0-9a-fA-F_]\+\|\<0[bB][01_]\+\|\<0[oO][0-7_]\+/
syn match dlsEscape /\\\(u{\x*}\|.\)/ contained
syn region dlsValue start=/{/ end=/}/ contained oneline contains=TOP
syn match dlsEscape /{{\|}}/ contained
syn region dlsString start=/"/ end=/"/ oneline contains=dlsEscape
syn region dlsString start=/\<r"/ end=/"/ oneline
syn region dlsString start=/\<\(f\|rf\|fr\)"/ end=/"/ oneline contains=dlsEscape,dlsValue
syn match dlsComment /#.*$/
syn match dlsExpectation /#=>.*$/
syn match dlsCell /^#\s\=%%\(\s.*\|\[.*\)\=$/

hi def link dlsOperator Operator
hi def link dlsFunction Function
hi def link dlsBuiltin Identifier
hi def link dlsBoolean Boolean
hi def link dlsKeyword Keyword
hi def link dlsNumber Number
hi def link dlsEscape SpecialChar
hi def link dlsString String
hi def link dlsComment Comment
hi def link dlsExpectation SpecialComment
hi def link dlsCell Title

let b:current_syntax = "dls"
