" Vim syntax file. Language: dls. Written by scripts/generate.sh.
if exists("b:current_syntax") | finish | endif
scriptencoding utf-8

syn match dlsOperator /|>\|>>\|->\|\.\.\.\=\|[-+*\/%@^<>=!]=\=\|'\|∇/
syn match dlsFunction /\<\d\@!\k\+\ze(/
syn keyword dlsBuiltin abs accuracy acos adagrad adam adamw add all allclose amax
syn keyword dlsBuiltin amin animate any arange argmax argmin argsort asin atan attention
syn keyword dlsBuiltin avg_pool2d avg_unpool2d backward bar batch_norm batches bce bce_with_logits boundary broadcast_to
syn keyword dlsBuiltin cast cat categorical_cross_entropy ceil chained_lr clamp clip_grad_norm clock confusion_matrix contour
syn keyword dlsBuiltin conv2d conv2d_input_gradient conv2d_weight_gradient conv_transpose2d convolve cos cosh cosine_lr cross_entropy cumprod
syn keyword dlsBuiltin cumsum dataset detach diag diagram divide doc dot dropout dtype
syn keyword dlsBuiltin einsum elu embedding enumerate equal erf evaluate exit exp explain
syn keyword dlsBuiltin expm1 exponential_lr eye f1 figure filter fit flatten flip floor
syn keyword dlsBuiltin floor_divide focal format freeze full full_like gather gelu global_avg_pool2d grad
syn keyword dlsBuiltin gradcheck graph greater greater_equal grid group_norm gru heatmap help hessian
syn keyword dlsBuiltin hinge hist huber imshow index_add index_select init isinf isnan jacobian
syn keyword dlsBuiltin jvp keys kl_div lambda_lr layer_norm leaky_relu len less less_equal linear
syn keyword dlsBuiltin linspace list load log log10 log1p log2 log_softmax logical_not logsumexp
syn keyword dlsBuiltin lstm mae map matmul max max_pool2d max_unpool2d maximum mean median
syn keyword dlsBuiltin min minimum momentum mse multi_step_lr multinomial multiply negate nll norm
syn keyword dlsBuiltin normalize not_equal number numel one_cycle_lr one_hot ones ones_like outer pad
syn keyword dlsBuiltin param params permute plateau_lr plot pool_gather2d positional_encoding pow precision predict
syn keyword dlsBuiltin print prod quiver rand rand_like randint randn randn_like randperm read_csv
syn keyword dlsBuiltin read_image read_npy read_npz read_text recall reciprocal reduce relu remainder remove_file
syn keyword dlsBuiltin repeat reshape residual reversed ridgeline rmsprop rnn round rsqrt save
syn keyword dlsBuiltin scatter scatter_add seed select sequence_cross_entropy sequence_mask sequential sequential_lr sgd shape
syn keyword dlsBuiltin sigmoid sign silu sin sinh slice smooth_l1 softmax softplus solve
syn keyword dlsBuiltin sort sorted split split_data sqrt square squeeze stack std step_lr
syn keyword dlsBuiltin str subtract sum summary surface take tan tanh tensor topk
syn keyword dlsBuiltin transformer_encoder transpose tril triu type unique unshadow unsqueeze value_and_grad var
syn keyword dlsBuiltin vjp warmup_lr watch where worked_convolution worked_pooling write_npy write_npz write_text zeros
syn keyword dlsBuiltin zeros_like zip
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
