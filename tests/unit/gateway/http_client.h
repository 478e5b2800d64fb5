// A blocking HTTP/1.1 client over a plain socket, for requests no proper client would send.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace gongbao::gateway::testing {

struct HttpReply {
  int status = 0;                              // 0: the connection ended without one
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
  bool complete = false;  // the body came to its end as its framing has it
};

class HttpClient {
 public:
  explicit HttpClient(int port);
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  // False where the peer has closed.
  bool Send(std::string_view bytes);
  // Reads one reply; for HEAD its headers only.
  HttpReply Receive(bool head = false);
  // Reads until the text is there, or the end.
  bool ReceiveUntil(std::string_view text);
  // True where the peer closes the connection (and sends nothing more).
  bool PeerCloses();
  void FinishSending();
  void Close();

 private:
  bool Fill();
  std::string TakeLine();
  int socket_ = -1;
  std::string buffer_;
};

// One request on a connection of its own. headers: "Name: value\r\n…".
HttpReply Fetch(int port, const std::string& method, const std::string& target,
                const std::string& body = "", const std::string& headers = "");

}  // namespace gongbao::gateway::testing
