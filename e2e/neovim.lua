-- One session of Neovim with VS Code's ESLint language server: what it shows, what a change alters, and what a quick fix writes. Writes what it saw as JSON.
local node, server, settings, file, output = unpack(vim.fn.json_decode(vim.env.BULKHEAD_SESSION))
local seen = {}

local function session()
  vim.cmd('edit ' .. vim.fn.fnameescape(file))
  local buffer = vim.api.nvim_get_current_buf()
  local space = vim.api.nvim_create_namespace('eslint')
  local capabilities = vim.lsp.protocol.make_client_capabilities()
  capabilities.textDocument.diagnostic = { dynamicRegistration = false }
  local id = vim.lsp.start_client({
    cmd = { node, server, '--stdio' },
    root_dir = vim.fn.getcwd(),
    capabilities = capabilities,
    handlers = { ['workspace/configuration'] = function() return { settings } end },
  })
  vim.lsp.buf_attach_client(buffer, id)
  local client = vim.lsp.get_client_by_id(id)
  assert(vim.wait(20000, function() return client.initialized end), 'the server did not start')

  -- Neovim asks for diagnostics by itself from 0.10 on; here it is told to, and shows them as it shows all.
  local function shown()
    local answer = assert(client.request_sync('textDocument/diagnostic', { textDocument = vim.lsp.util.make_text_document_params(buffer) }, 60000, buffer))
    local all = {}
    for _, one in ipairs(answer.result.items) do
      table.insert(all, { lnum = one.range.start.line, col = one.range.start.character, end_lnum = one.range['end'].line, end_col = one.range['end'].character, message = one.message, code = one.code, source = one.source, severity = one.severity, user_data = one })
    end
    vim.diagnostic.set(space, buffer, all)
    return vim.tbl_map(function(one) return { code = one.code, line = one.lnum + 1, message = one.message } end, vim.diagnostic.get(buffer))
  end

  seen.version = tostring(vim.version().major) .. '.' .. tostring(vim.version().minor)
  seen.opened = shown()
  local line = vim.api.nvim_buf_get_lines(buffer, seen.opened[1].line - 1, seen.opened[1].line, true)[1]
  vim.api.nvim_buf_set_lines(buffer, seen.opened[1].line - 1, seen.opened[1].line, true, { '', line })
  seen.moved = shown()
  local finding = vim.diagnostic.get(buffer)[1].user_data
  local actions = assert(client.request_sync('textDocument/codeAction', { textDocument = vim.lsp.util.make_text_document_params(buffer), range = finding.range, context = { diagnostics = { finding } } }, 60000, buffer)).result
  seen.action = actions[1].title
  assert(client.request_sync('workspace/executeCommand', actions[1].command, 60000, buffer))
  seen.text = vim.api.nvim_buf_get_lines(buffer, seen.moved[1].line - 1, seen.moved[1].line, true)[1]
  seen.mended = shown()
  vim.cmd('write')
  client.stop()
end

local ok, problem = pcall(session)
if not ok then seen.problem = tostring(problem) end
vim.fn.writefile({ vim.fn.json_encode(seen) }, output)
vim.cmd('qall!')
