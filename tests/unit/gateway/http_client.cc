#include "http_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "services/base/text.h"

namespace gongbao::gateway::testing {

HttpClient::HttpClient(int port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) Close();
  timeval limit{30, 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
}

HttpClient::~HttpClient() { Close(); }

void HttpClient::Close() {
  if (socket_ >= 0) ::close(socket_);
  socket_ = -1;
}

void HttpClient::FinishSending() { ::shutdown(socket_, SHUT_WR); }

bool HttpClient::Send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<size_t>(count));
  }
  return true;
}

bool HttpClient::Fill() {
  char data[64 << 10];
  const ssize_t count = ::recv(socket_, data, sizeof data, 0);
  if (count <= 0) return false;
  buffer_.append(data, static_cast<size_t>(count));
  return true;
}

std::string HttpClient::TakeLine() {
  size_t end;
  while ((end = buffer_.find("\r\n")) == std::string::npos) {
    if (!Fill()) return "";
  }
  const std::string line = buffer_.substr(0, end);
  buffer_.erase(0, end + 2);
  return line;
}

bool HttpClient::ReceiveUntil(std::string_view text) {
  while (buffer_.find(text) == std::string::npos) {
    if (!Fill()) return false;
  }
  return true;
}

bool HttpClient::PeerCloses() {
  char byte;
  return buffer_.empty() && ::recv(socket_, &byte, 1, 0) == 0;
}

HttpReply HttpClient::Receive(bool head) {
  HttpReply reply;
  std::string line = TakeLine();
  if (line.size() < 12) return reply;
  reply.status = std::atoi(line.substr(9, 3).c_str());
  while (!(line = TakeLine()).empty()) {
    const size_t colon = std::min(line.find(':'), line.size());
    reply.headers[AsciiLower(line.substr(0, colon))] =
        std::string(Strip(std::string_view(line).substr(std::min(colon + 1, line.size()))));
  }
  const bool bodyless = head || reply.status == 204 || reply.status == 304 || reply.status == 100;
  if (bodyless) {
    reply.complete = true;
  } else if (reply.headers.contains("transfer-encoding")) {
    while (true) {
      const std::string size_line = TakeLine();
      if (size_line.empty()) return reply;
      const size_t size = std::strtoul(size_line.c_str(), nullptr, 16);
      while (buffer_.size() < size + 2) {
        if (!Fill()) return reply;
      }
      reply.body += buffer_.substr(0, size);
      buffer_.erase(0, size + 2);
      if (size == 0) break;
    }
    reply.complete = true;
  } else if (reply.headers.contains("content-length")) {
    const size_t size = std::strtoul(reply.headers["content-length"].c_str(), nullptr, 10);
    while (buffer_.size() < size && Fill()) {
    }
    reply.complete = buffer_.size() >= size;
    reply.body = buffer_.substr(0, size);
    buffer_.erase(0, std::min(size, buffer_.size()));
  } else {
    while (Fill()) {
    }
    reply.body = std::move(buffer_);
    buffer_.clear();
    reply.complete = true;
  }
  return reply;
}

HttpReply Fetch(int port, const std::string& method, const std::string& target,
                const std::string& body, const std::string& headers) {
  HttpClient client(port);
  std::string request = method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n" + headers;
  if (!body.empty() || method == "POST" || method == "PUT") {
    request += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  }
  client.Send(request + "\r\n" + body);
  return client.Receive(method == "HEAD");
}

}  // namespace gongbao::gateway::testing
